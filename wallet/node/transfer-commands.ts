import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { AppError } from '../../shared/errors/app-error.ts'
import { type CommandIo, print, readStdin } from '../../shared/node/command-line.ts'
import { terminalJson } from '../../shared/node/terminal-text.ts'
import { badgeJson, badgeLine, lines, reportText } from './badge-view.ts'
import { type CommonOptions, withWallet } from './with-wallet.ts'

const maxFileBytes = 20_000_000

export function exportCommand(
  io: CommandIo,
  id: string | undefined,
  options: CommonOptions & { output?: string },
): Promise<void> {
  return withWallet(io, options, async (wallet) => {
    const { output } = options
    const exported =
      id === undefined
        ? { text: await wallet.exportAll(), mediaType: 'application/json', fileName: 'wallet.json' }
        : await wallet.exportBadge(id)
    if (output === undefined) {
      if (options.json) return print(io, { json: exported, human: '' }, true)
      // to a file or a program the badge itself, byte for byte; a terminal is shown JSON that does not steer it
      io.stdout.write(io.isTerminal ? terminalJson(exported.text) : exported.text)
      return
    }
    writeNewFile(output, exported.text)
    const json = { file: output, mediaType: exported.mediaType }
    print(io, { json, human: `Written to ${output}` }, options.json)
  })
}

export function importCommand(io: CommandIo, file: string, options: CommonOptions): Promise<void> {
  return withWallet(io, options, async (wallet) => {
    const outcomes = await wallet.importText(file === '-' ? await readStdin(io) : readText(file))
    const json = {
      outcomes: outcomes.map(({ outcome, badge }) => ({ outcome, badge: badgeJson(badge) })),
    }
    const human = lines(
      outcomes.flatMap(({ outcome, badge }) => [
        `${outcome === 'already-here' ? 'You had it already' : 'Kept'}: ${badgeLine(badge)}`,
        outcome === 'kept-with-doubt' ? reportText(badge.report) : undefined,
      ]),
    )
    print(io, { json, human }, options.json)
  })
}

function readText(file: string): string {
  try {
    if (statSync(file).size > maxFileBytes) {
      throw new AppError('body_too_large', 'The file is larger than twenty megabytes')
    }
    return readFileSync(file, 'utf8')
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    throw new AppError('not_found', 'The file cannot be read', { cause })
  }
}

/** An export never writes over a file, and only its owner can read it. */
function writeNewFile(file: string, text: string): void {
  try {
    writeFileSync(file, text, { flag: 'wx', mode: 0o600 })
  } catch (cause) {
    const isThere = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST'
    throw new AppError(
      'conflict',
      isThere
        ? 'There is a file of that name already: choose another'
        : 'The file cannot be written: check the folder and its permissions',
      { cause },
    )
  }
}
