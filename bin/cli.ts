import { dirname } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import { issuerCommands } from '../issuer/commands.ts'
import { type CommandIo, runProgram } from '../shared/node/command-line.ts'
import { checkCommands, employerCommands } from '../verifier/commands.ts'
import { walletCommands } from '../wallet/node/commands.ts'
import { demoCommand } from './demo.ts'
import { startCommand } from './start.ts'

/** The whole command line. Each application brings its own commands; they reach one another over HTTP only. */
export function createProgram(io: CommandIo): Command {
  const program = new Command('waymark')
    .description('A city vouches, a learner owns, an employer checks.')
    .addHelpText(
      'after',
      `
Examples:
  waymark start --demo                      a demonstration city on this machine
  waymark demo                              the whole story, from award to revocation
  waymark city award --badge harbour-youth/first-aid --to sam@learner.example
  waymark wallet receive OFFER              take the badge that an offer names
  waymark employer request                  ask a learner for badges
  waymark verify badge.json                 0 valid, 1 invalid, 2 could not be checked`,
    )
  startCommand(program, io)
  demoCommand(program, io, main)
  issuerCommands(program, io)
  walletCommands(program, io)
  employerCommands(program, io)
  checkCommands(program, io)
  return program
}

/** Runs one command line. @returns the exit code */
export function main(argv: readonly string[], io: CommandIo = processIo()): Promise<number> {
  return runProgram(createProgram(io), argv, io)
}

/** The real terminal. The compiled file stands two folders below the package's root. */
function processIo(): CommandIo {
  return {
    stdout: process.stdout,
    stderr: process.stderr,
    stdin: process.stdin,
    isTerminal: Boolean(process.stdin.isTTY && process.stdout.isTTY),
    ask: askAtTerminal,
    env: process.env,
    packageRoot: dirname(dirname(dirname(fileURLToPath(import.meta.url)))),
    clock: () => new Date(),
    exitCode: 0,
  }
}

async function askAtTerminal(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return (await terminal.question(question)).trim()
  } finally {
    terminal.close()
  }
}
