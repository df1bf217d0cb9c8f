import { AppError } from '../../shared/errors/app-error.ts'
import type { GuardedFetch } from '../../shared/node/guarded-fetch.ts'

/** Of what is read from anywhere at once. */
export const maxInputBytes = 8_388_608

/** Data before pictures before pages, for hosts that have all of them at one address. */
const accept =
  'application/vc, application/vp, application/vc+jwt, application/vp+jwt, application/json, image/png;q=0.8, image/svg+xml;q=0.8, text/plain;q=0.5'

/**
 * Asks the host of an address that somebody gave, and no other, for what is there.
 * @throws AppError address_forbidden | not_found | fetch_failed | fetch_redirected | fetch_too_large
 */
export async function fetchGiven(address: string, fetch: GuardedFetch): Promise<Uint8Array> {
  const url = address.replace(/#.*$/s, '')
  const response = await fetch(url, { headers: { Accept: accept }, maxBytes: maxInputBytes })
  if (response.ok) return new Uint8Array(await response.arrayBuffer())
  const { status } = response
  if (status === 404 || status === 410) {
    throw new AppError('not_found', 'There is no badge at this address, or no longer')
  }
  throw new AppError('fetch_failed', `There is nothing to verify: status ${status}`)
}
