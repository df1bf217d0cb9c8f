import { AppError } from '../../shared/errors/app-error.ts'
import { parseJsonStrict } from '../../shared/json/json.ts'
import { parseSecureUrl } from './secure-url.ts'
import { tooManyRequests } from './server-refusal.ts'
import type { WalletFetch } from './wallet-ports.ts'

const maxAnswerBytes = 1_048_576
const maxJsonDepth = 40
const maxRequests = 24
const timeoutMs = 10_000

export type ProtocolFetchPorts = { fetch: WalletFetch; allowLoopbackHttp: boolean }

/** The shape of the standard fetch, as the protocol libraries call it. */
export type ProtocolFetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>

/**
 * The way out for one conversation with one issuer or asker. Every address is checked, answers are bounded and JSON
 * is read strictly (no duplicate members) before a library sees it, and a conversation that would need very many
 * requests (metadata that names a thousand servers) is ended. Who is busy is told as that, with the time to wait.
 */
export function createProtocolFetch(ports: ProtocolFetchPorts): ProtocolFetch {
  let requestCount = 0
  return async (input, init) => {
    requestCount += 1
    if (requestCount > maxRequests) {
      throw new AppError('fetch_failed', 'The other side asks for too many requests')
    }
    const url = parseSecureUrl(input instanceof Request ? input.url : input, ports)
    const response = await ports.fetch(url, { ...init, maxBytes: maxAnswerBytes, timeoutMs })
    if (response.status === 429) throw tooManyRequests(response)
    const contentType = response.headers.get('content-type') ?? ''
    if (!/\bjson\b/i.test(contentType)) return response
    const text = await response.text()
    // an error answer may be anything; only what is read as an answer must be well formed
    if (response.ok) parseJsonStrict(text, { maxBytes: maxAnswerBytes, maxDepth: maxJsonDepth })
    return new Response(text === '' ? null : text, {
      status: response.status,
      headers: response.headers,
    })
  }
}
