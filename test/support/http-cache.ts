import type { TestClock } from './clock.ts'

type Fetch = (url: string, init?: RequestInit) => Promise<Response>
type Kept = { status: number; headers: [string, string][]; body: string; at: number; forMs: number }

/** A shared cache on the way, such as a CDN or the proxy of a firm. */
export type HttpCache = {
  fetch: Fetch
  /** What is answered from the cache, by URL. */
  served: string[]
  kept: Map<string, Kept>
}

/** Keeps what may be kept for as long as that is said, on a clock that tests move. @see RFC 9111 */
export function createHttpCache(
  fetch: Fetch,
  options: {
    clock: TestClock
    /** Does it ask again where the client says so? Many do not. */
    obeysClients?: boolean
    /** A cache that knows better than its origin. */
    keepsForSeconds?: number
  },
): HttpCache {
  const { clock, obeysClients = true, keepsForSeconds } = options
  const kept: HttpCache['kept'] = new Map()
  const served: string[] = []

  return {
    kept,
    served,
    async fetch(url, init) {
      const now = clock().getTime()
      const found = kept.get(url)
      const mustAsk = obeysClients && init?.cache === 'no-cache'
      if (found && !mustAsk && now - found.at < found.forMs) {
        served.push(url)
        const age = String(Math.floor((now - found.at) / 1000))
        return new Response(found.body, {
          status: found.status,
          headers: [...found.headers, ['age', age]],
        })
      }
      const response = await fetch(url, init)
      const policy = response.headers.get('cache-control') ?? ''
      const [, seconds] = /public, max-age=(\d+)/.exec(policy) ?? []
      const forMs = Number(keepsForSeconds ?? seconds ?? 0) * 1000
      const body = await response.clone().text()
      const headers = [...response.headers]
      if (response.status === 200) kept.set(url, { status: 200, headers, body, at: now, forMs })
      return response
    },
  }
}
