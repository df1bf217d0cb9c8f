import { isAppError } from '../errors/app-error.ts'
import { maxCredentialBytes as maxBytes } from './limits.ts'
import type { FetchStatusList, StatusListFetch } from './ports.ts'

const accept = 'application/vc, application/vc+jwt, application/json;q=0.9, */*;q=0.1'

/** The part of fetch that is needed here. It bounds time and size and follows no redirect. */
export type FetchText = (
  url: string,
  init: { headers: Record<string, string>; redirect: 'error'; maxBytes: number },
) => Promise<Response>

/**
 * Fetches status lists over `fetch`, which should be the guarded one, each once for all who ask meanwhile. Never throws
 * for what the other host does.
 */
export function createStatusListFetch({
  fetch,
  clock,
}: {
  fetch: FetchText
  clock: () => Date
}): FetchStatusList {
  const running = new Map<string, Promise<StatusListFetch>>()

  async function load(url: string): Promise<StatusListFetch> {
    const askedAt = clock()
    try {
      const response = await fetch(url, { headers: { accept }, redirect: 'error', maxBytes })
      if (response.status !== 200) return refusalOf(response.status)
      const body = await response.text()
      if (body.length > maxBytes) return notFetched('refused', 'fetch_too_large')
      return { outcome: 'fetched', body, fetchedAt: fetchTime(askedAt, response) }
    } catch (error) {
      const code = isAppError(error) ? error.code : 'fetch_failed'
      return notFetched(code === 'fetch_failed' ? 'unavailable' : 'refused', code)
    }
  }

  return (url) => {
    const fetching = running.get(url) ?? load(url).finally(() => running.delete(url))
    running.set(url, fetching)
    return fetching
  }
}

/** A list is as old as the moment when it was asked for, and as it had become in caches on the way. @see RFC 9111 section 5.1 */
function fetchTime(askedAt: Date, { headers }: Response): Date {
  const age = headers.get('age') ?? ''
  const seconds = /^\d{1,9}$/.test(age) ? Number(age) : 0
  return new Date(askedAt.getTime() - seconds * 1000)
}

/** Too many requests and errors of the server pass; other answers would be the same tomorrow. */
function refusalOf(status: number): StatusListFetch {
  const mayPass = status >= 500 || status === 429 || status === 408
  return notFetched(mayPass ? 'unavailable' : 'refused', `http_${status}`)
}

function notFetched(outcome: 'refused' | 'unavailable', code: string): StatusListFetch {
  return { outcome, code, detail: 'The status list could not be had' }
}
