import { readFileSync, statSync } from 'node:fs'
import { AppError } from '../../shared/errors/app-error.ts'
import { ask, type CommandIo, print } from '../../shared/node/command-line.ts'
import { badgeJson, badgeLine } from './badge-view.ts'
import { type CommonOptions, withWallet } from './with-wallet.ts'
import { writeNewFile } from './write-new-file.ts'

const maxFileBytes = 64_000_000

export function backupCommand(io: CommandIo, file: string, options: CommonOptions): Promise<void> {
  return withWallet(io, options, async (wallet) => {
    const text = await wallet.backUp(await passphraseFor(io, 'A passphrase for the file: '))
    writeNewFile(file, text)
    const human = `Written to ${file}. It opens with the passphrase alone, in the app or with wallet restore.`
    print(io, { json: { file }, human }, options.json)
  })
}

export function restoreCommand(io: CommandIo, file: string, options: CommonOptions): Promise<void> {
  return withWallet(io, options, async (wallet) => {
    const text = readText(file)
    const passphrase = await passphraseFor(io, 'The passphrase of the file: ')
    const restored = await wallet.restore({ text, passphrase })
    const { badgeCount, newBadgeCount, madeAt } = restored
    const human = `Badges in the file: ${badgeCount}, new here: ${newBadgeCount}. The file was made at ${madeAt}.`
    print(io, { json: restored, human }, options.json)
  })
}

export function removeCommand(io: CommandIo, id: string, options: CommonOptions): Promise<void> {
  return withWallet(io, options, async (wallet) => {
    const badge = await wallet.removeBadge(id)
    const human = `Removed for good: ${badgeLine(badge)}`
    print(io, { json: { removed: badgeJson(badge) }, human }, options.json)
  })
}

export function reflectCommand(
  io: CommandIo,
  id: string,
  words: string,
  options: CommonOptions,
): Promise<void> {
  return withWallet(io, options, async (wallet) => {
    const badge = await wallet.reflect(id, words)
    const human = words === '' ? 'Your words were taken away.' : 'Your words were kept.'
    print(io, { json: badgeJson(badge), human }, options.json)
  })
}

/** From the environment for programs, else from whoever sits at the terminal. */
async function passphraseFor(io: CommandIo, question: string): Promise<string> {
  const given = io.env.WAYMARK_WALLET_PASSPHRASE
  if (given !== undefined && given !== '') return given
  if (io.isTerminal) return ask(io, question)
  throw new AppError(
    'config_invalid',
    'The file is sealed with a passphrase: set WAYMARK_WALLET_PASSPHRASE, or run this at a terminal',
  )
}

function readText(file: string): string {
  try {
    if (statSync(file).size > maxFileBytes) {
      throw new AppError('body_too_large', 'The file is larger than a wallet can be')
    }
    return readFileSync(file, 'utf8')
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    throw new AppError('not_found', 'The file cannot be read', { cause })
  }
}
