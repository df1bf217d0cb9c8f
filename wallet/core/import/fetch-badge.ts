import { type OpenBadge2, readOpenBadge2 } from '../../../shared/credential/open-badge-2.ts'
import { AppError, isAppError } from '../../../shared/errors/app-error.ts'
import { isJsonObject, type JsonObject, parseJsonStrict } from '../../../shared/json/json.ts'
import { parseSecureUrl } from '../secure-url.ts'
import type { WalletPorts } from '../wallet-ports.ts'
import { type BadgeFile, readBadgeFile } from './read-badge-file.ts'

type FetchPorts = Pick<WalletPorts, 'fetch' | 'allowLoopbackHttp'>

const maxBytes = 8_388_608
const maxPartBytes = 1_048_576
const timeoutMs = 10_000

/** Data before pictures before pages, for hosts that have all of them at one address. */
const accept =
  'application/vc+ld+json, application/vc+jwt, application/ld+json, application/json;q=0.9, image/png;q=0.8, image/svg+xml;q=0.8'

/**
 * Fetches a badge from its address: calling it is the learner's consent to ask that host, and no other is asked.
 * @throws AppError address_forbidden | fetch_failed | not_found | badge_file_malformed | badge_file_empty |
 * presentation_given
 */
export async function fetchBadge(address: string, ports: FetchPorts): Promise<BadgeFile> {
  const url = parseSecureUrl(address.trim().replace(/#.*$/s, ''), ports)
  const response = await ports.fetch(url, { headers: { Accept: accept }, maxBytes, timeoutMs })
  if (response.status === 404 || response.status === 410) {
    throw new AppError('not_found', 'There is no badge at this address, or no longer')
  }
  if (!response.ok) {
    throw new AppError('fetch_failed', `The badge could not be fetched: status ${response.status}`)
  }
  const found = readBadgeFile(new Uint8Array(await response.arrayBuffer()))
  if (found.kind === 'link') {
    throw new AppError(
      'badge_file_malformed',
      'What is at this address is no badge, but only leads on. Nothing was stored',
    )
  }
  const old = found.kind === 'badge' ? readOpenBadge2(found.text) : undefined
  return old?.securing === 'hosted'
    ? { kind: 'badge', text: await complete(old, url, ports) }
    : found
}

/**
 * A hosted Open Badge 2.0 often only names its class and issuer by address. Those on the same host are put in, so
 * that the badge can be shown; nothing is signed that this could break.
 */
async function complete(badge: OpenBadge2, from: URL, ports: FetchPorts): Promise<string> {
  const badgeClass = await completePart(badge.badgeClass, from, ports)
  const named =
    typeof badgeClass.issuer === 'string' ? { id: badgeClass.issuer } : badgeClass.issuer
  const issuer = isJsonObject(named) ? await completePart(named, from, ports) : undefined
  const assertion = parseJsonStrict(badge.text)
  if (!isJsonObject(assertion)) throw new Error('an assertion that is no object was read')
  return JSON.stringify({
    ...assertion,
    badge: { ...badgeClass, ...(issuer && { issuer }) },
  })
}

async function completePart(part: JsonObject, from: URL, ports: FetchPorts): Promise<JsonObject> {
  const { id } = part
  if (part.name !== undefined || typeof id !== 'string') return part
  try {
    const url = parseSecureUrl(id, ports)
    if (url.origin !== from.origin) return part
    const response = await ports.fetch(url, {
      headers: { Accept: 'application/ld+json, application/json' },
      maxBytes: maxPartBytes,
      timeoutMs,
    })
    const value = response.ok ? parseJsonStrict(await response.text()) : undefined
    return isJsonObject(value) ? value : part
  } catch (error) {
    if (isAppError(error)) return part
    throw error
  }
}
