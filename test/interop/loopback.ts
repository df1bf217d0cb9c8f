import type { IncomingMessage } from 'node:http'
import { request } from 'node:https'
import { text as readText } from 'node:stream/consumers'
import { isAppError } from '../../shared/errors/app-error.ts'
import { freePort } from '../support/free-ports.ts'

/**
 * Starts a server on a free port. Public addresses are made of the port, so it must be known before anything listens
 * on it; and if something else was faster, another one is tried.
 */
export async function onFreePort<T>(start: (port: number) => Promise<T>, tries = 3): Promise<T> {
  try {
    return await start(await freePort())
  } catch (error) {
    const isTaken = isAppError(error) && error.code === 'port_taken'
    if (!isTaken || tries === 1) throw error
    return onFreePort(start, tries - 1)
  }
}

/** A fetch that trusts one more certificate authority (PEM): that of Node takes none while it runs. */
export function createTrustingFetch(authority: string): typeof fetch {
  return async (input, init) => {
    const asked = new Request(input, init)
    const body = asked.body === null ? undefined : Buffer.from(await asked.arrayBuffer())
    const headers = Object.fromEntries(asked.headers)
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const sent = request(asked.url, { method: asked.method, headers, ca: authority }, resolve)
      sent.on('error', reject)
      sent.end(body)
    })
    const { statusCode: status = 500 } = answer
    const told = Object.entries(answer.headers).map(
      ([name, value]) => [name, String(value)] satisfies [string, string],
    )
    const text = await readText(answer)
    const response = new Response(text === '' ? null : text, { status, headers: told })
    // made by hand a response has no address, and some clients read it
    return Object.defineProperty(response, 'url', { value: asked.url })
  }
}
