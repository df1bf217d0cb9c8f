import type { WalletLink } from '../../../shared/given/read-link.ts'
import type { BadgeSource } from '../held-badge.ts'
import type { WalletPorts } from '../wallet-ports.ts'
import { fetchBadge } from './fetch-badge.ts'
import { importBadges, type KeptBadge } from './import-badges.ts'
import { type BadgeFile, readBadgeFile, readBadgeText } from './read-badge-file.ts'

/** A file, what was pasted, scanned or shared to the app, or an address that the learner agreed to ask. */
export type ImportInput = { bytes: Uint8Array } | { text: string } | { url: string }

export type ImportOutcome =
  | KeptBadge
  /** Nothing was stored: where this leads is for another screen. An `address` may be given again as `url`, on consent. */
  | { outcome: 'link'; link: WalletLink }
  /** Nothing was stored: a sealed wallet is restored, which needs its passphrase or passkey. */
  | { outcome: 'sealed-wallet'; text: string }

/**
 * Takes whatever a learner brings along. Beside the checks only `url` makes a request, and only to that host; no picture
 * or page that stands inside a badge is ever fetched.
 * @throws AppError badge_file_malformed | badge_file_empty | presentation_given | wallet_file_malformed |
 * body_too_large | address_forbidden | not_found | fetch_failed
 */
export async function importAnything(
  input: ImportInput,
  ports: WalletPorts,
): Promise<ImportOutcome[]> {
  if ('url' in input) {
    const source = { kind: 'link', url: input.url.trim() } as const
    return keep(await fetchBadge(input.url, ports), source, ports)
  }
  const found = 'bytes' in input ? readBadgeFile(input.bytes) : readBadgeText(input.text)
  return keep(found, { kind: 'file' }, ports)
}

async function keep(
  found: BadgeFile,
  source: BadgeSource,
  ports: WalletPorts,
): Promise<ImportOutcome[]> {
  if (found.kind === 'link') return [{ outcome: 'link', link: found.link }]
  if (found.kind === 'sealed-wallet') return [{ outcome: 'sealed-wallet', text: found.text }]
  return importBadges(found.text, ports, source)
}
