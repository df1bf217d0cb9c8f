import { z } from 'zod'
import { isJsonObject, parseJsonStrict } from '../../shared/credential/json.ts'
import { walletFileType } from '../../shared/credential/wallet-file.ts'
import { AppError, isAppError } from '../../shared/errors/app-error.ts'
import { checkBadge } from './check-badge.ts'
import type { BadgeSource, HeldBadge, NewBadge } from './held-badge.ts'
import { parseLogProof } from './log-proofs.ts'
import type { WalletPorts } from './wallet-ports.ts'

export type ImportOutcome = {
  outcome: 'kept' | 'kept-with-doubt' | 'already-here'
  badge: HeldBadge
}

export type ExportedBadge = { text: string; mediaType: string; fileName: string }

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
          ])
          .catch({ kind: 'file' }),
        logProof: z.unknown().optional(),
      }),
    )
    .max(maxBadges),
})

/** The signed bytes as they came: a file that any Open Badges verifier takes. */
export function exportBadge(badge: HeldBadge): ExportedBadge {
  const isJwt = badge.format === 'jwt_vc_json'
  const name = (badge.summary.achievement?.name ?? 'badge')
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
  return {
    text: badge.text,
    mediaType: isJwt ? 'application/vc+jwt' : 'application/vc+ld+json',
    fileName: `${name || 'badge'}-${badge.id.slice(0, 6).toLowerCase()}.${isJwt ? 'jwt' : 'json'}`,
  }
}

/** Every badge, verbatim, and what was shown to whom, as one JSON file. Keys are not in it. */
export async function exportWallet(ports: Pick<WalletPorts, 'store' | 'clock'>): Promise<string> {
  const badges = await ports.store.listBadges()
  const file = {
    type: walletFileType,
    version: 1,
    exportedAt: ports.clock().toISOString(),
    badges: badges.map(({ text, format, source, receivedAt, logProof }) => ({
      text,
      format,
      source,
      receivedAt,
      ...(logProof && { logProof }),
    })),
    disclosures: await ports.store.listDisclosures(),
  }
  return `${JSON.stringify(file, null, 2)}\n`
}

/**
 * Takes one badge (Open Badges JSON, or a compact JWT) or a file of exportWallet. Everything in it is read and checked
 * first; then all of it is stored or, if anything cannot be read as a badge, nothing.
 * @throws AppError wallet_file_malformed
 */
export async function importBadges(text: string, ports: WalletPorts): Promise<ImportOutcome[]> {
  const entries = readEntries(text)
  const holders = (await ports.agent.listHolders()).map(({ did }) => did)
  const badges: NewBadge[] = []
  for (const [index, entry] of entries.entries()) {
    const checked = await checkBadge({ ...entry, holders }, ports)
    if (!checked.isReadable) throw unreadable(checked.code, index, entries.length)
    const logProof = parseLogProof(entry.logProof)
    badges.push({ ...checked.badge, ...(logProof && { logProof }) })
  }
  const kept = await ports.store.keepBadges(badges)
  return badges.map((badge, index) => {
    const { id, isNew } = kept[index] ?? { id: '', isNew: false }
    const outcome = badge.report.verdict === 'valid' ? 'kept' : 'kept-with-doubt'
    return { outcome: isNew ? outcome : 'already-here', badge: { ...badge, id } }
  })
}

type Entry = { text: string; source: BadgeSource; logProof?: unknown }

function readEntries(text: string): Entry[] {
  const trimmed = text.trim()
  if (!trimmed.startsWith('{')) return [{ text: trimmed, source: { kind: 'file' } }]
  const value = readJson(trimmed)
  if (!isJsonObject(value) || value.type !== walletFileType) {
    return [{ text: trimmed, source: { kind: 'file' } }]
  }
  const file = zWalletFile.safeParse(value)
  if (file.success) return file.data.badges
  throw new AppError(
    'wallet_file_malformed',
    'The file says it is from a Waymark wallet, but it is damaged or of a later version. Nothing was stored',
  )
}

function readJson(text: string): unknown {
  try {
    return parseJsonStrict(text, { maxBytes: maxFileBytes, maxDepth })
  } catch (cause) {
    if (!isAppError(cause)) throw cause
    throw new AppError(
      'wallet_file_malformed',
      'The file is not JSON as it must be. Nothing was stored',
      {
        cause,
      },
    )
  }
}

function unreadable(code: string, index: number, count: number): AppError {
  const which = count === 1 ? 'The file' : `Badge ${index + 1} of ${count} in the file`
  return new AppError(
    'wallet_file_malformed',
    `${which} is not a badge that can be read (${code}). Nothing was stored`,
  )
}
