import { z } from 'zod'
import { walletFileType } from '../../../shared/credential/wallet-file.ts'
import { AppError, isAppError } from '../../../shared/errors/app-error.ts'
import { isJsonObject, parseJsonStrict } from '../../../shared/json/json.ts'
import type { BadgeSource, HeldBadge, NewBadge } from '../held-badge.ts'
import { parseLogProof } from '../log-proofs.ts'
import type { WalletPorts } from '../wallet-ports.ts'
import { checkImported } from './check-imported.ts'

export type KeptBadge = {
  outcome: 'kept' | 'kept-with-doubt' | 'already-here'
  badge: HeldBadge
}

type ImportPorts = Pick<
  WalletPorts,
  'agent' | 'store' | 'verification' | 'verifyOpenBadge2' | 'clock'
>

const maxFileBytes = 20_000_000
const maxBadges = 2_000
const maxDepth = 64

const zWalletFile = z.looseObject({
  type: z.literal(walletFileType),
  version: z.literal(1),
  badges: z
    .array(
      z.looseObject({
        text: z.string().min(1),
        source: z
          .discriminatedUnion('kind', [
            z.object({ kind: z.literal('issuer'), credentialIssuer: z.string().max(2_048) }),
            z.object({ kind: z.literal('file') }),
            z.object({ kind: z.literal('link'), url: z.string().max(2_048) }),
          ])
          .catch({ kind: 'file' }),
        logProof: z.unknown().optional(),
        reflection: z.string().max(20_000).optional().catch(undefined),
      }),
    )
    .max(maxBadges),
})

/**
 * Takes one badge (Open Badges JSON, or a compact JWT) or a file of exportWallet. Everything in it is read and checked
 * first; then all of it is stored or, if anything cannot be read as a badge, nothing.
 * @param source where a single badge came from
 * @throws AppError wallet_file_malformed | badge_file_malformed
 */
export async function importBadges(
  text: string,
  ports: ImportPorts,
  source: BadgeSource = { kind: 'file' },
): Promise<KeptBadge[]> {
  const { isWallet, entries } = readEntries(text, source)
  const holders = (await ports.agent.listHolders()).map(({ did }) => did)
  const badges: NewBadge[] = []
  for (const [index, entry] of entries.entries()) {
    const checked = await checkImported({ ...entry, holders }, ports)
    if (!checked.isReadable) {
      throw isWallet
        ? unreadableEntry(checked.code, index, entries.length)
        : unreadable(checked.code)
    }
    const logProof = parseLogProof(entry.logProof)
    const { reflection } = entry
    badges.push({
      ...checked.badge,
      ...(logProof && { logProof }),
      ...(reflection && { reflection }),
    })
  }
  const kept = await ports.store.keepBadges(badges)
  return badges.map((badge, index) => {
    const { id, isNew } = kept[index] ?? { id: '', isNew: false }
    const outcome = badge.report.verdict === 'valid' ? 'kept' : 'kept-with-doubt'
    return { outcome: isNew ? outcome : 'already-here', badge: { ...badge, id } }
  })
}

type Entry = {
  text: string
  source: BadgeSource
  logProof?: unknown
  reflection?: string | undefined
}

function readEntries(text: string, source: BadgeSource): { isWallet: boolean; entries: Entry[] } {
  const trimmed = text.trim()
  const single = { isWallet: false, entries: [{ text: trimmed, source }] }
  if (!trimmed.startsWith('{')) return single
  const value = readJson(trimmed)
  if (!isJsonObject(value) || value.type !== walletFileType) return single
  const file = zWalletFile.safeParse(value)
  if (file.success) return { isWallet: true, entries: file.data.badges }
  throw new AppError(
    'wallet_file_malformed',
    'The file says it is from a Waymark wallet, but it is damaged or of a later version. Nothing was stored',
  )
}

function readJson(text: string): unknown {
  try {
    return parseJsonStrict(text, { maxBytes: maxFileBytes, maxDepth, maxValues: 2_000_000 })
  } catch (cause) {
    if (!isAppError(cause)) throw cause
    throw new AppError(
      'badge_file_malformed',
      'The file is not JSON as it must be. Nothing was stored',
      { cause },
    )
  }
}

function unreadableEntry(code: string, index: number, count: number): AppError {
  const which = `Badge ${index + 1} of ${count} in the file`
  return new AppError(
    'wallet_file_malformed',
    `${which} is not a badge that can be read (${code}). Nothing was stored`,
  )
}

function unreadable(code: string): AppError {
  return new AppError(
    'badge_file_malformed',
    `This is not a badge that can be read (${code}). Nothing was stored`,
  )
}
