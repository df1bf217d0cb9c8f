import { AppError, isAppError } from '../../../shared/errors/app-error.ts'
import { type ErrorCode, errorStatuses } from '../../../shared/errors/error-codes.ts'
import { type RelayRequest, relayPath, zRelayAnswer } from '../../../shared/sealed/relay-api.ts'
import { parseSecureUrl } from '../../core/secure-url.ts'
import type { WalletFetch } from '../../core/wallet-ports.ts'

export type BrowserFetchPorts = {
  fetch: typeof fetch
  /** Origin of the app, which its own server shares. */
  ownOrigin: string
  allowLoopbackHttp: boolean
  hasConsent: (host: string) => boolean
  /** True: a host that nobody agreed to is not asked at all, not even straight from the browser. */
  onlyWithConsent: boolean
}

const defaults = { timeoutMs: 10_000, maxBytes: 1_048_576 }
const relayedHeaders = ['accept', 'content-type', 'authorization'] as const

/**
 * The way out of the browser: straight to the host, with nothing that says who asks; and where the host does not
 * answer other websites, through the wallet's own server, if the learner agreed to this host.
 *
 * It rejects with `address_forbidden`, `fetch_too_large`, or `fetch_failed` for all else that kept it from a complete
 * answer.
 */
export function createBrowserFetch(ports: BrowserFetchPorts): WalletFetch {
  const { ownOrigin, hasConsent, onlyWithConsent } = ports
  /** Hosts that did not answer this website: asked through the server at once. */
  const silentHosts = new Set<string>()
  return async (input, init = {}) => {
    const { timeoutMs = defaults.timeoutMs, maxBytes = defaults.maxBytes, ...request } = init
    const url = parseSecureUrl(input, ports)
    const isOwn = url.origin === ownOrigin
    const isAgreed = isOwn || hasConsent(url.host)
    if (!isAgreed && onlyWithConsent) {
      throw new AppError('fetch_failed', 'Nobody agreed to ask this host yet')
    }
    const limits = { signal: signalFor(timeoutMs, request.signal), maxBytes }
    const mayBeRelayed = isAgreed && !isOwn
    if (mayBeRelayed && silentHosts.has(url.host)) return relayed(url, request, limits, ports)
    try {
      const response = await ports.fetch(url, { ...request, ...nameless, signal: limits.signal })
      return await bounded(response, maxBytes)
    } catch (error) {
      // a failure that any script can see as no more than that: no network, no such host, or no answer to others
      if (!(error instanceof TypeError) || !mayBeRelayed) throw describeFailure(error)
      if (mayHaveArrived(url, request)) throw describeFailure(error)
      const response = await relayed(url, request, limits, ports)
      silentHosts.add(url.host)
      return response
    }
  }
}

/**
 * Browsers send a plain form to any host, and only hide the answer: sent once more, a code that can be used once would
 * be used up. Everything else they send after the host has agreed.
 * @see https://fetch.spec.whatwg.org/#cors-safelisted-request-header
 */
function mayHaveArrived(url: URL, { method = 'GET', headers, body }: RequestInit): boolean {
  if (method === 'GET') return false
  const sent = new Request(url, { method, ...(headers && { headers }), ...(body && { body }) })
  const type = sent.headers.get('content-type') ?? 'text/plain'
  return !sent.headers.has('authorization') && !/json/i.test(type)
}

const nameless = {
  credentials: 'omit',
  referrerPolicy: 'no-referrer',
  redirect: 'error',
  cache: 'no-store',
} as const satisfies RequestInit

async function relayed(
  url: URL,
  request: RequestInit,
  limits: { signal: AbortSignal; maxBytes: number },
  { fetch, ownOrigin }: BrowserFetchPorts,
): Promise<Response> {
  const { method = 'GET', body } = request
  if (method !== 'GET' && method !== 'POST') throw unreached()
  const { headers: given } = request
  const asked = new Request(url, {
    method,
    ...(given && { headers: given }),
    ...(body && { body }),
  })
  const headers: NonNullable<RelayRequest['headers']> = {}
  for (const name of relayedHeaders) {
    const value = asked.headers.get(name)
    if (value !== null) headers[name] = value
  }
  const text = body === undefined || body === null ? undefined : await asked.text()
  const relayRequest: RelayRequest = {
    url: url.href,
    method,
    headers,
    ...(text !== undefined && { body: text }),
  }
  try {
    const response = await fetch(`${ownOrigin}${relayPath}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(relayRequest),
      credentials: 'same-origin',
      signal: limits.signal,
    })
    // base64 in JSON is larger than what it stands for
    const answer = await bounded(response, 2 * limits.maxBytes + 4_096)
    if (!answer.ok) throw await relayRefusal(answer)
    const { status, headers: kept, body: encoded } = zRelayAnswer.parse(await answer.json())
    const bytes = Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0))
    if (bytes.length > limits.maxBytes) throw tooLarge()
    const isEmpty = status === 204 || status === 205 || status === 304
    const answered = new Headers()
    for (const [name, value] of Object.entries(kept)) if (value) answered.set(name, value)
    return new Response(isEmpty ? null : bytes, { status, headers: answered })
  } catch (error) {
    throw describeFailure(error)
  }
}

async function relayRefusal(answer: Response): Promise<AppError> {
  const code = await answer.json().then(
    (problem: { code?: unknown }) => String(problem.code),
    () => '',
  )
  // sound: asked for in the line before
  const known = Object.hasOwn(errorStatuses, code) ? (code as ErrorCode) : 'fetch_failed'
  return new AppError(known, 'The wallet server could not ask the host')
}

/** Reads the whole body before anybody sees the answer, and no more than was agreed. */
async function bounded(response: Response, maxBytes: number): Promise<Response> {
  if (response.type === 'opaqueredirect') throw unreached()
  const reader = response.body?.getReader()
  const chunks: Uint8Array<ArrayBuffer>[] = []
  let byteCount = 0
  for (let next = await reader?.read(); next?.done === false; next = await reader?.read()) {
    byteCount += next.value.length
    if (byteCount > maxBytes) {
      await reader?.cancel()
      throw tooLarge()
    }
    chunks.push(next.value)
  }
  const { status, headers } = response
  const isEmpty = status === 204 || status === 205 || status === 304
  return new Response(isEmpty ? null : new Blob(chunks), { status, headers })
}

function signalFor(timeoutMs: number, given: AbortSignal | null | undefined): AbortSignal {
  const deadline = AbortSignal.timeout(timeoutMs)
  return given ? AbortSignal.any([deadline, given]) : deadline
}

function describeFailure(error: unknown): AppError {
  if (isAppError(error)) return error
  return unreached(error)
}

function tooLarge(): AppError {
  return new AppError('fetch_too_large', 'The answer is larger than is read')
}

function unreached(cause?: unknown): AppError {
  return new AppError('fetch_failed', 'No complete answer came', { cause })
}
