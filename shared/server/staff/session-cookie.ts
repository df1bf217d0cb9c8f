import type { Request, Response } from 'express'
import type { StaffPorts } from './staff.ts'

type CookiePorts = Pick<StaffPorts, 'publicUrl' | 'cookieName'>

/** Under https no other host, not even one below the same domain, can set the cookie. @see RFC 6265bis 4.1.3.2 */
function nameOf({ publicUrl, cookieName }: CookiePorts, kind = ''): string {
  const name = `${cookieName}${kind}`
  return isSecure(publicUrl) ? `__Host-${name}` : name
}

function isSecure(publicUrl: string): boolean {
  return publicUrl.startsWith('https:')
}

export function readSessionCookie(request: Request, ports: CookiePorts): string | undefined {
  return readCookie(request, nameOf(ports))
}

function readCookie(request: Request, name: string): string | undefined {
  const prefix = `${name}=`
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim())
  const value = pairs.find((pair) => pair.startsWith(prefix))?.slice(prefix.length)
  return value !== undefined && /^[\w-]{43}$/.test(value) ? value : undefined
}

/** It ends with the browser, at the latest; no script can read it. */
export function setSessionCookie(response: Response, token: string, ports: CookiePorts): void {
  response.cookie(nameOf(ports), token, optionsOf(ports))
}

export function clearSessionCookie(response: Response, ports: CookiePorts): void {
  response.clearCookie(nameOf(ports), optionsOf(ports))
}

function optionsOf({ publicUrl }: CookiePorts) {
  return { httpOnly: true, secure: isSecure(publicUrl), sameSite: 'lax', path: '/' } as const
}

const passing = '-passing'

/** For the way out to another's sign-in and back. */
export function setPassingCookie(response: Response, value: string, ports: CookiePorts): void {
  response.cookie(nameOf(ports, passing), value, { ...optionsOf(ports), maxAge: 600_000 })
}

export function readPassingCookie(request: Request, ports: CookiePorts): string | undefined {
  return readCookie(request, nameOf(ports, passing))
}

export function clearPassingCookie(response: Response, ports: CookiePorts): void {
  response.clearCookie(nameOf(ports, passing), optionsOf(ports))
}
