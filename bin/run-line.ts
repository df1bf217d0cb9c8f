import type { CommandIo } from '../shared/node/command-line.ts'

/** Runs one line of the command line and answers with its exit code. */
export type RunLine = (argv: readonly string[], io: CommandIo) => Promise<number>

export type LineResult = { exitCode: number; output: unknown; complaint: string }

/** Runs a line as a user would type it, with --json and no terminal, and gives back what it printed. */
export async function runForJson(
  argv: readonly string[],
  setting: { home: string; io: CommandIo; runLine: RunLine },
): Promise<LineResult> {
  const printed: string[] = []
  const complained: string[] = []
  const exitCode = await setting.runLine([...argv, '--json'], {
    ...setting.io,
    stdout: { write: (text) => printed.push(text) },
    stderr: { write: (text) => complained.push(text) },
    isTerminal: false,
    env: { ...setting.io.env, WAYMARK_HOME: setting.home },
    exitCode: 0,
  })
  const text = printed.join('')
  return { exitCode, output: text ? JSON.parse(text) : undefined, complaint: complained.join('') }
}
