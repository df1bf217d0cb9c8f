import type { IncomingMessage } from 'node:http'
import { AppError, isAppError } from '../errors/app-error.ts'
import { assertPermittedUrl } from './address-filter.ts'
import type { ResolveHost } from './guarded-lookup.ts'
import { createSender } from './guarded-sender.ts'
import { readResponseBody, streamResponseBody } from './response-body.ts'

export type GuardedFetchOptions = {
  /** Allow http and https to localhost, 127.0.0.1 and [::1]. For development and tests only. */
  allowLoopbackHttp?: boolean
  /** From the call to the last byte of the body. Default 3000. */
  timeoutMs?: number
  /** Of the body, as it came and decompressed. Default 65536. */
  maxBytes?: number
  /** PEM of certificate authorities trusted beside the usual ones. */
  extraCa?: string
  userAgent?: string
  resolveHost?: ResolveHost
}

/** Takes a body piece by piece, however large it is. */
export type SaveBody = (body: AsyncIterable<Uint8Array>) => Promise<void>

/**
 * The shape of the standard fetch, so that libraries can be given it; the body is complete when it resolves. With
 * `save`, the body of a 200 went there as it came, and the answer has none.
 */
export type GuardedFetch = (
  input: string | URL | Request,
  init?: RequestInit & { maxBytes?: number; timeoutMs?: number; save?: SaveBody },
) => Promise<Response>

const methods = new Set(['GET', 'POST', 'PUT', 'DELETE'])
/** Set by the client itself, or about the connection instead of the request. */
const ownHeaders = [
  'accept-encoding',
  'connection',
  'content-length',
  'cookie',
  'expect',
  'host',
  'keep-alive',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]

/** Of the body as it travelled, or cookies, which nobody here keeps. */
const droppedResponseHeaders = new Set(['content-encoding', 'content-length', 'set-cookie'])

/**
 * The one client for outgoing requests. It speaks https only, to public addresses only (checked on the address
 * that is connected to), follows no redirect, and bounds time, headers and body.
 *
 * It rejects with `address_forbidden`, `fetch_redirected`, `fetch_too_large`, or `fetch_failed` for all else that
 * kept it from a complete answer. An answer of any status but a redirect is returned.
 */
export function createGuardedFetch(options: GuardedFetchOptions = {}): GuardedFetch {
  const { allowLoopbackHttp = false, userAgent = 'Waymark' } = options
  const defaults = { timeoutMs: options.timeoutMs ?? 3000, maxBytes: options.maxBytes ?? 65_536 }
  const send = createSender({ resolveHost: options.resolveHost, extraCa: options.extraCa })

  return async (input, init = {}) => {
    const { timeoutMs, maxBytes = defaults.maxBytes, save, ...requestInit } = init
    const request = readRequest(input, requestInit)
    const url = new URL(request.url)
    assertPermittedUrl(url, { allowLoopbackHttp })
    const encodings = save === undefined ? 'gzip, br' : 'identity'
    const headers = {
      ...{ accept: '*/*', 'user-agent': userAgent },
      ...requestHeaders(request),
      ...(request.cache === 'no-cache' && { 'cache-control': 'no-cache' }),
      'accept-encoding': encodings,
    }
    return withinDeadline(timeoutMs ?? defaults.timeoutMs, request.signal, async (signal) => {
      const body = new Uint8Array(await request.arrayBuffer())
      const message = await send({ url, method: request.method, headers, body, signal })
      return await readResponse(message, { maxBytes, save })
    })
  }
}

/**
 * Settles in time whatever the work does: telling it to stop is not relied on. The timer keeps the process
 * alive, so that somebody is there to be told.
 */
async function withinDeadline<T>(
  timeoutMs: number,
  callerSignal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const deadline = new AbortController()
  const timer = setTimeout(() => deadline.abort(), timeoutMs)
  const signal = AbortSignal.any([deadline.signal, callerSignal])
  const stopped = new Promise<never>((_resolve, reject) => {
    const stop = () => reject(signal.reason)
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
  })
  try {
    return await Promise.race([work(signal), stopped])
  } catch (cause) {
    throw describeFailure(cause, deadline.signal.aborted ? timeoutMs : undefined)
  } finally {
    clearTimeout(timer)
  }
}

function readRequest(input: string | URL | Request, init: RequestInit): Request {
  try {
    const request = new Request(input, init)
    if (methods.has(request.method)) return request
  } catch (cause) {
    throw new AppError('address_forbidden', 'The address is not a web address', { cause })
  }
  throw new AppError('fetch_failed', 'Only GET, POST, PUT and DELETE are sent')
}

function requestHeaders(request: Request): Record<string, string> {
  const headers = new Headers(request.headers)
  for (const name of ownHeaders) headers.delete(name)
  return Object.fromEntries(headers)
}

async function readResponse(
  message: IncomingMessage,
  { maxBytes, save }: { maxBytes: number; save: SaveBody | undefined },
): Promise<Response> {
  const status = message.statusCode ?? 0
  const headers = responseHeaders(message)
  try {
    if (status >= 300 && status < 400 && status !== 304) {
      throw new AppError(
        'fetch_redirected',
        'The address answers with a redirect, which is not followed',
      )
    }
    if (save !== undefined && status === 200) {
      await save(streamResponseBody(message, maxBytes))
      return new Response(null, { status, headers })
    }
    const body = await readResponseBody(message, maxBytes)
    const hasNoBody = status === 204 || status === 205 || status === 304
    return new Response(hasNoBody ? null : body, { status, headers })
  } finally {
    message.destroy()
  }
}

function responseHeaders(message: IncomingMessage): Headers {
  const headers = new Headers()
  for (const [name, values] of Object.entries(message.headersDistinct)) {
    if (droppedResponseHeaders.has(name)) continue
    for (const value of values ?? []) headers.append(name, value)
  }
  return headers
}

function describeFailure(cause: unknown, passedDeadlineMs: number | undefined): AppError {
  if (isAppError(cause)) return cause
  if (passedDeadlineMs !== undefined) {
    const message = `No complete answer came within ${passedDeadlineMs} milliseconds`
    return new AppError('fetch_failed', message, { cause })
  }
  const code = systemCodeOf(cause)
  const suffix = code === undefined ? '' : ` (${code})`
  return new AppError('fetch_failed', `The request failed${suffix}`, { cause })
}

function systemCodeOf(error: unknown): string | undefined {
  const hasCode = error instanceof Error && 'code' in error && typeof error.code === 'string'
  return hasCode ? String(error.code) : undefined
}
