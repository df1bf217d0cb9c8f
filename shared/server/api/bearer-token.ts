import type { Request } from 'express'

/** @see RFC 6750 section 2.1 */
export function bearerTokenOf(request: Pick<Request, 'get'>): string | undefined {
  return /^Bearer ([\w.~+/-]+=*)$/i.exec(request.get('Authorization') ?? '')?.[1]
}
