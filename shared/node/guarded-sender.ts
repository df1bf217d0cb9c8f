import * as http from 'node:http'
import * as https from 'node:https'
import { createSecureContext, rootCertificates } from 'node:tls'
import { isLoopbackHost } from './address-filter.ts'
import { guardedLookup, type ResolveHost, resolveHostBySystem } from './guarded-lookup.ts'

export type Exchange = {
  url: URL
  method: string
  headers: Record<string, string>
  body: Uint8Array
  signal: AbortSignal
}

export type Send = (exchange: Exchange) => Promise<http.IncomingMessage>

const maxHeaderBytes = 16_384

/** Shorter than the five seconds after which common servers close an idle connection. */
const idleSocketMs = 4000

/** Sends one request over kept connections, bounded in number; the caller has judged the URL. */
export function createSender(options: {
  resolveHost: ResolveHost | undefined
  extraCa: string | undefined
}): Send {
  const { resolveHost = resolveHostBySystem, extraCa } = options
  const pool = { keepAlive: true, maxSockets: 16, maxTotalSockets: 256, timeout: idleSocketMs }
  const authorities = extraCa === undefined ? {} : { ca: [...rootCertificates, extraCa] }
  const secureContext = createSecureContext({ minVersion: 'TLSv1.2', ...authorities })
  const httpAgent = new http.Agent(pool)
  const httpsAgent = new https.Agent({ ...pool, secureContext, rejectUnauthorized: true })

  function sendOnce(exchange: Exchange): Promise<http.IncomingMessage> {
    const { url, method, headers, body, signal } = exchange
    const lookup = guardedLookup(resolveHost, isLoopbackHost(url))
    const common = { method, headers, signal, lookup, maxHeaderSize: maxHeaderBytes }
    return new Promise((resolve, reject) => {
      const request =
        url.protocol === 'https:'
          ? https.request(url, { ...common, agent: httpsAgent })
          : http.request(url, { ...common, agent: httpAgent })
      request.on('response', resolve)
      request.on('error', (cause: NodeJS.ErrnoException) => {
        const wasClosed = request.reusedSocket && cause.code === 'ECONNRESET'
        reject(wasClosed ? new StaleConnection(cause) : cause)
      })
      // an answer that switches protocols is told by neither of the two above
      request.on('upgrade', (_message, socket) => {
        socket.destroy()
        reject(new Error('The answer switches to another protocol'))
      })
      request.on('close', () => reject(new Error('The connection ended without an answer')))
      request.end(body)
    })
  }

  return async function sendAgain(exchange) {
    try {
      return await sendOnce(exchange)
    } catch (error) {
      const isWorthAnother = error instanceof StaleConnection && exchange.method === 'GET'
      if (!isWorthAnother || exchange.signal.aborted) throw error
      return await sendAgain(exchange)
    }
  }
}

/** A kept connection that the server closed just as it was used again: a GET may simply be sent once more. */
class StaleConnection extends Error {
  readonly code = 'ECONNRESET'

  constructor(cause: unknown) {
    super('The kept connection was closed', { cause })
  }
}
