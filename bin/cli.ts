import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import { z } from 'zod'
import { type CommandIo, runProgram } from '../shared/node/command-line.ts'

type Room = (program: Command, io: CommandIo) => Promise<void>

/** What keeps a city running: one room under five words. */
const operation: Room = async (program, io) =>
  (await import('../issuer/commands/operation-commands.ts')).operationCommands(program, io)

/** Each application brings its own commands. A room is loaded when its word is typed: loading all takes a second. */
const rooms: Readonly<Record<string, Room>> = {
  start: async (program, io) => (await import('./start.ts')).startCommand(program, io),
  demo: async (program, io) => (await import('./demo.ts')).demoCommand(program, io, main),
  city: async (program, io) => (await import('../issuer/commands.ts')).issuerCommands(program, io),
  wallet: async (program, io) =>
    (await import('../wallet/node/commands.ts')).walletCommands(program, io),
  employer: async (program, io) =>
    (await import('../verifier/commands.ts')).employerCommands(program, io),
  ...Object.fromEntries(
    ['init', 'backup', 'restore', 'migrate', 'doctor'].map((word) => [word, operation]),
  ),
  verify: async (program, io) =>
    (await import('../verifier/commands.ts')).checkCommands(program, io),
}

/** @param word the first argument; without a command's name, every command is there, for the help text */
async function createProgram(io: CommandIo, word: string | undefined): Promise<Command> {
  const program = new Command('waymark')
    .description('A city vouches, a learner owns, an employer checks.')
    .version(await versionOf(io.packageRoot), '--version', 'print the version')
    .addHelpText(
      'after',
      `
Examples:
  waymark start --demo                      a demonstration city on this machine
  waymark init                              begin a city of your own
  waymark demo                              the whole story, from award to revocation
  waymark city award --badge harbour-youth/first-aid --to sam@learner.example
  waymark wallet receive OFFER              take the badge that an offer names
  waymark employer request                  ask a learner for badges
  waymark verify badge.json                 0 valid, 1 invalid, 2 could not be checked`,
    )
  if (word === '--version') return program
  const room = word === undefined ? undefined : rooms[word]
  for (const addCommands of room ? [room] : new Set(Object.values(rooms)))
    await addCommands(program, io)
  return program
}

async function versionOf(packageRoot: string): Promise<string> {
  const text = await readFile(join(packageRoot, 'package.json'), 'utf8').catch(() => '{}')
  return z.object({ version: z.string().default('unknown') }).parse(JSON.parse(text)).version
}

/** Runs one command line. @returns the exit code */
export async function main(argv: readonly string[], io: CommandIo = processIo()): Promise<number> {
  return runProgram(await createProgram(io, argv[0]), argv, io)
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
