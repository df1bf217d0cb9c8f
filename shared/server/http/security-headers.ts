import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import type { Response } from 'express'
import helmet from 'helmet'

/** What an application's pages may do beyond the strict default, as CSP source lists. */
export type ContentSecurity = {
  /** Added to or replacing the default directives, e.g. `{ 'worker-src': ["'self'"] }`. */
  directives?: Readonly<Record<string, readonly string[]>>
  /** Value of Permissions-Policy. Default: nothing is permitted. */
  permissions?: string
}

const defaultPermissions =
  'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()'

const defaultDirectives = {
  'default-src': ["'none'"],
  'style-src': ["'self'"],
  'font-src': ["'self'"],
  'img-src': ["'self'", 'data:'],
  'connect-src': ["'self'"],
  'form-action': ["'self'"],
  'base-uri': ["'none'"],
  'frame-ancestors': ["'none'"],
}

/** Helmet's headers, and a policy under which only scripts that carry this response's nonce run. */
export function securityHeaders(
  contentSecurity: ContentSecurity = {},
  transport: Record<string, string> = {},
): (response: Response) => void {
  const staticPolicy = Object.entries({ ...defaultDirectives, ...contentSecurity.directives })
    .map(([directive, sources]) => `${directive} ${sources.join(' ')}`)
    .join('; ')
  const scriptsAreGiven = contentSecurity.directives?.['script-src'] !== undefined
  const permissions = contentSecurity.permissions ?? defaultPermissions
  const headers = Object.entries({
    ...transport,
    ...helmetHeaders(),
    'Permissions-Policy': permissions,
  })
  return (response) => {
    const scripts = scriptsAreGiven ? '' : `; script-src 'nonce-${response.locals.cspNonce}'`
    for (const [name, value] of headers) response.setHeader(name, value)
    response.setHeader('Content-Security-Policy', `${staticPolicy}${scripts}`)
  }
}

/** What Helmet sets on every response: always the same, so it is asked once. */
function helmetHeaders(): Record<string, string> {
  const setHeaders = helmet({
    contentSecurityPolicy: false,
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
  })
  const response = new ServerResponse(new IncomingMessage(new Socket()))
  setHeaders(response.req, response, () => undefined)
  return Object.fromEntries(
    Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]),
  )
}
