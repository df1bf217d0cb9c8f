import { readFileSync, statSync } from 'node:fs'
import { AppError } from '../../shared/errors/app-error.ts'
import type { WalletLink } from '../../shared/given/read-link.ts'
import { type CommandIo, print, readStdinBytes } from '../../shared/node/command-line.ts'
import { terminalJson } from '../../shared/node/terminal-text.ts'
import type { ImportInput, ImportOutcome } from '../core/import/import-anything.ts'
import { maxImportBytes } from '../core/import/read-badge-file.ts'
import { badgeJson, badgeLine, lines, reportText } from './badge-view.ts'
import type { NodeWallet } from './open-wallet.ts'
import { type CommonOptions, withWallet } from './with-wallet.ts'
import { writeNewFile } from './write-new-file.ts'

type ExportOptions = CommonOptions & { output?: string; png?: boolean; all?: boolean }

export function exportCommand(
  io: CommandIo,
  id: string | undefined,
  options: ExportOptions,
): Promise<void> {
  return withWallet(io, options, async (wallet) => {
    const exported = await exportAs(wallet, id, options)
    const { output } = options
    if (output !== undefined) {
      writeNewFile(output, exported.content)
      const json = { file: output, mediaType: exported.mediaType }
      return print(io, { json, human: `Written to ${output}` }, options.json)
    }
    const { content, ...described } = exported
    if (typeof content !== 'string') {
      throw new AppError(
        'request_malformed',
        'This is no text: say where to write it, with --output',
      )
    }
    if (options.json) return print(io, { json: { text: content, ...described }, human: '' }, true)
    // to a file or a program the badge itself, byte for byte; a terminal is shown JSON that does not steer it
    io.stdout.write(io.isTerminal ? terminalJson(content) : content)
  })
}

type Exported = { content: string | Uint8Array; mediaType: string; fileName: string }

async function exportAs(
  wallet: NodeWallet,
  id: string | undefined,
  { png, all }: ExportOptions,
): Promise<Exported> {
  if (all) {
    if (id !== undefined || png) {
      throw new AppError(
        'request_malformed',
        '--all is everything: give no id and no --png with it',
      )
    }
    const { bytes, ...described } = await wallet.exportArchive()
    return { content: bytes, ...described }
  }
  if (png) {
    if (id === undefined) {
      throw new AppError('request_malformed', 'Say which badge should be a picture: give its id')
    }
    const { bytes, ...described } = await wallet.exportPicture(id)
    return { content: bytes, ...described }
  }
  if (id === undefined) {
    const content = await wallet.exportAll()
    return { content, mediaType: 'application/json', fileName: 'wallet.json' }
  }
  const { text, ...described } = await wallet.exportBadge(id)
  return { content: text, ...described }
}

export function importCommand(
  io: CommandIo,
  source: string,
  options: CommonOptions,
): Promise<void> {
  return withWallet(io, options, async (wallet) => {
    const outcomes = await wallet.importAnything(await inputOf(io, source))
    const kept = outcomes.map(requireBadge)
    const json = {
      outcomes: kept.map(({ outcome, badge }) => ({ outcome, badge: badgeJson(badge) })),
    }
    const human = lines(
      kept.flatMap(({ outcome, badge }) => [
        `${outcome === 'already-here' ? 'You had it already' : 'Kept'}: ${badgeLine(badge)}`,
        outcome === 'kept-with-doubt' ? reportText(badge.report) : undefined,
      ]),
    )
    print(io, { json, human }, options.json)
  })
}

async function inputOf(io: CommandIo, source: string): Promise<ImportInput> {
  if (/^https?:\/\//i.test(source)) return { url: source }
  return { bytes: source === '-' ? await readStdinBytes(io) : readFile(source) }
}

type WithBadge = Extract<ImportOutcome, { badge: unknown }>

function requireBadge(outcome: ImportOutcome): WithBadge {
  if ('badge' in outcome) return outcome
  if (outcome.outcome === 'sealed-wallet') {
    throw new AppError(
      'wallet_file_given',
      'This is a sealed wallet and not a badge. Nothing was stored',
    )
  }
  throw new AppError('request_malformed', linkAdvice[outcome.link.kind])
}

const linkAdvice: Readonly<Record<WalletLink['kind'], string>> = {
  offer: 'This is the offer of a badge: take it with wallet receive',
  request: 'This asks for badges: answer it with wallet present',
  share: 'This is what somebody shares with you, to look at: open the link in a browser',
  restore: 'This brings a wallet back: open the link in a browser',
  code: 'This opens your own code for a city: open the link in a browser',
  address: 'This is the address of a badge: give it to wallet import itself to have it fetched',
}

function readFile(file: string): Uint8Array {
  try {
    if (statSync(file).size > maxImportBytes) {
      throw new AppError('body_too_large', 'The file is larger than twenty megabytes')
    }
    return readFileSync(file)
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    throw new AppError('not_found', 'The file cannot be read', { cause })
  }
}
