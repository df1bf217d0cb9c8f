import { isAppError } from '../errors/app-error.ts'
import type { FetchedText, TrustPorts } from './trust-ports.ts'

/** The part of the guarded fetch that is needed here. */
type BoundedFetch = (
  url: string,
  init: { headers: Record<string, string>; maxBytes: number; cache?: 'no-cache' },
) => Promise<Response>

/** The trust list of a large city; everything else that is asked for is far smaller. */
const maxBytes = 4_194_304
const headers = { accept: 'application/jwt, application/json;q=0.9, */*;q=0.1' }

/** Fetches trust lists and documents of award logs over the guarded client. */
export function createTrustFetch(fetch: BoundedFetch): TrustPorts['fetchText'] {
  return async (url, { fresh = false } = {}): Promise<FetchedText> => {
    try {
      const response = await fetch(url, {
        headers,
        maxBytes,
        ...(fresh && { cache: 'no-cache' }),
      })
      if (response.status === 404 || response.status === 410) return { outcome: 'absent' }
      if (response.status !== 200) return { outcome: 'unavailable' }
      return { outcome: 'fetched', text: await response.text() }
    } catch (error) {
      if (!isAppError(error)) throw error
      return { outcome: 'unavailable' }
    }
  }
}
