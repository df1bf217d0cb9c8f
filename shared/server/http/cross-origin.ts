import type { Request, RequestHandler, Response } from 'express'
import { AppError } from '../../errors/app-error.ts'

const exposedHeaders =
  'ETag, Idempotency-Replayed, Location, Retry-After, WWW-Authenticate, X-Request-Id'
const allowedRequestHeaders =
  'Accept, Accept-Language, Authorization, Content-Type, DPoP, Idempotency-Key, If-None-Match'

/** CORS for a route that any website may call. Cookies are neither invited nor seen. */
export function openToAllOrigins(request: Request, response: Response): void {
  delete request.headers.cookie
  response.set({
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Expose-Headers': exposedHeaders,
    'Cross-Origin-Resource-Policy': 'cross-origin',
  })
}

export function answerPreflight(response: Response, methods: readonly string[]): void {
  response.set({
    'Access-Control-Allow-Methods': [...methods, 'OPTIONS'].join(', '),
    'Access-Control-Allow-Headers': allowedRequestHeaders,
    'Access-Control-Max-Age': '86400',
  })
  response.status(204).end()
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Guards routes that act by a cookie: a request that changes something must say that it comes from our own
 * pages. A missing Origin is refused, since every browser sends it with such requests.
 * @param publicUrl the application's configured address; the Host header is never asked
 * @throws AppError forbidden, in the handler
 */
export function requireSameOrigin(publicUrl: string): RequestHandler {
  const { origin } = new URL(publicUrl)
  return (request, _response, next) => {
    if (safeMethods.has(request.method) || request.get('Origin') === origin) return next()
    throw new AppError('forbidden', 'This request must come from a page of this application')
  }
}

/**
 * Lets the browser name our own pages as the origin of their forms: under the policy that holds elsewhere
 * (`no-referrer`) it says `null`. @see Fetch, "append a request `Origin` header"
 */
export const nameOwnOrigin: RequestHandler = (_request, response, next) => {
  response.set('Referrer-Policy', 'same-origin')
  next()
}
