import type { z } from 'zod'
import { AppError } from '../../../shared/errors/app-error.ts'
import type { GuardedFetch } from '../../../shared/node/guarded-fetch.ts'
import {
  maxRelayBytes,
  type RelayAnswer,
  relayTimeoutMs,
  type zRelayRequest,
} from '../../../shared/sealed/relay-api.ts'

export type Relay = (request: z.output<typeof zRelayRequest>) => Promise<RelayAnswer>

const maxAtOnce = 64
const passedOn = ['content-type', 'cache-control', 'etag', 'retry-after'] as const

/** Asks another host in the place of a browser that may not. It keeps nothing of what passes. */
export function createRelay(options: { fetch: GuardedFetch; publicUrl: string }): Relay {
  const { fetch: ask, publicUrl } = options
  const own = new URL(publicUrl).host
  let running = 0
  return async ({ url, method, headers, body }) => {
    // a name may end in the dot of the root and be the same name
    if (new URL(url).host.replace(/\.(?=:|$)/, '') === own) {
      throw new AppError('address_forbidden', 'The relay is for other hosts than its own')
    }
    if (running >= maxAtOnce) {
      throw new AppError('rate_limited', 'The relay has too much to do. Try again soon')
    }
    running += 1
    try {
      const response = await ask(url, {
        method,
        headers,
        ...(method === 'POST' && { body: body ?? '' }),
        maxBytes: maxRelayBytes,
        timeoutMs: relayTimeoutMs,
      })
      return await answerOf(response)
    } finally {
      running -= 1
    }
  }
}

async function answerOf(response: Response): Promise<RelayAnswer> {
  const headers = passedOn.flatMap((name) => {
    const value = response.headers.get(name)
    return value === null ? [] : [[name, value] as const]
  })
  const body = Buffer.from(await response.arrayBuffer()).toString('base64')
  return { status: response.status, headers: Object.fromEntries(headers), body }
}
