import { isAbsolute, join, resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { type Command, CommanderError } from 'commander'
import { AppError, isAppError } from '../errors/app-error.ts'
import type { Environment } from './config-reading.ts'
import { terminalJson, terminalText } from './terminal-text.ts'

/** What a command may touch of the world outside. Tests give their own. */
export type CommandIo = {
  stdout: { write(text: string): unknown }
  stderr: { write(text: string): unknown }
  stdin: Readable
  /** True when a person can answer: then commands ask before they act. */
  isTerminal: boolean
  /** Asks at the terminal as it is told: commands use `ask` and `confirm`, which let nothing steer the terminal. */
  ask(question: string): Promise<string>
  env: Environment
  /** Root of the installed package: agent.yml stands there, and `.waymark` unless WAYMARK_HOME says otherwise. */
  packageRoot: string
  clock: () => Date
  /** What the program ends with unless an error says otherwise; a command may set it. */
  exitCode: number
}

/** After sysexits(3), apart from the three that `waymark verify` answers with. */
export const exitCodes = {
  ok: 0,
  invalid: 1,
  unknown: 2,
  usage: 64,
  refused: 65,
  noInput: 66,
  unavailable: 69,
  internal: 70,
  configuration: 78,
} as const

const maxInputBytes = 10_000_000

/** Prints one result: as JSON for programs, else as text for people. Nothing in either steers a terminal. */
export function print(
  io: Pick<CommandIo, 'stdout'>,
  result: { json: unknown; human: string },
  asJson?: boolean,
): void {
  const text = asJson
    ? terminalJson(JSON.stringify(result.json, null, 2))
    : terminalText(result.human)
  io.stdout.write(text.endsWith('\n') ? text : `${text}\n`)
}

/** Tells a person something beside the result. */
export function notify(io: Pick<CommandIo, 'stderr'>, text: string): void {
  io.stderr.write(`${terminalText(text)}\n`)
}

/** Asks at the terminal and answers with the line typed. */
export async function ask(io: Pick<CommandIo, 'ask'>, question: string): Promise<string> {
  return io.ask(terminalText(question))
}

/** Asks a yes-or-no question; without a terminal the answer is no. */
export async function confirm(
  io: Pick<CommandIo, 'isTerminal' | 'ask'>,
  question: string,
): Promise<boolean> {
  if (!io.isTerminal) return false
  const answer = await ask(io, `${question} [y/N] `)
  return /^(y|yes)$/i.test(answer.trim())
}

/**
 * For what cannot be undone: goes on where `yes` was said beforehand, or now.
 * @throws AppError request_malformed
 */
export async function assertMeant(
  io: Pick<CommandIo, 'isTerminal' | 'ask'>,
  { yes }: { yes?: boolean },
  question: string,
): Promise<void> {
  if (yes || (await confirm(io, question))) return
  throw new AppError('request_malformed', 'Nothing was done. Say --yes if it is meant')
}

/**
 * The whole of standard input.
 * @throws AppError body_too_large past ten megabytes
 */
export async function readStdinBytes({ stdin }: Pick<CommandIo, 'stdin'>): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stdin) {
    const bytes = Buffer.from(chunk)
    size += bytes.length
    if (size > maxInputBytes) {
      throw new AppError('body_too_large', 'Standard input is longer than ten megabytes')
    }
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}

/** Folder of this installation's state: WAYMARK_HOME, or `.waymark` in the package root. */
export function stateFolder({ env, packageRoot }: Pick<CommandIo, 'env' | 'packageRoot'>): string {
  const home = env.WAYMARK_HOME?.trim()
  if (!home) return join(packageRoot, '.waymark')
  return isAbsolute(home) ? home : resolve(home)
}

/**
 * Runs a commander program and answers with the exit code. An AppError becomes one line `code: message`;
 * anything else is a bug: "internal error" and what to do. A stack trace is printed with WAYMARK_DEBUG=1 only.
 * @param argv the arguments after the program's name
 */
export async function runProgram(
  program: Command,
  argv: readonly string[],
  io: CommandIo,
): Promise<number> {
  forEachCommand(program, (command) =>
    command.exitOverride().configureOutput({
      writeOut: (text) => io.stdout.write(terminalText(text)),
      writeErr: (text) => io.stderr.write(terminalText(text)),
    }),
  )
  try {
    await program.parseAsync([...argv], { from: 'user' })
    return io.exitCode
  } catch (error) {
    return reportFailure(error, io)
  }
}

/** Subcommands that were added by addCommand() do not inherit these settings: so each gets them. */
function forEachCommand(command: Command, visit: (command: Command) => void): void {
  visit(command)
  for (const child of command.commands) forEachCommand(child, visit)
}

function reportFailure(error: unknown, io: Pick<CommandIo, 'stderr' | 'env'>): number {
  if (error instanceof CommanderError) {
    // help and version end the program well; commander has printed what there is to say
    return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage
  }
  if (isAppError(error)) {
    notify(io, `${error.code}: ${error.message.replace(/\s*\n\s*/g, ' ')}`)
    return exitCodeOf(error)
  }
  notify(
    io,
    'internal error: Waymark met something that it did not expect. Run again with WAYMARK_DEBUG=1 and report what it prints.',
  )
  if (io.env.WAYMARK_DEBUG === '1') {
    notify(io, String(error instanceof Error ? error.stack : error))
  }
  return exitCodes.internal
}

function exitCodeOf({ code, status }: AppError): number {
  if (code === 'input_unreadable') return exitCodes.noInput
  if (['fetch_failed', 'database_unavailable', 'port_taken'].includes(code))
    return exitCodes.unavailable
  return status >= 500 ? exitCodes.configuration : exitCodes.refused
}
