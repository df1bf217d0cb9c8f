import type { CookieOptions, Request, Response } from 'express'

const cookieName = 'opened_by'
const tokenPattern = /^[A-Za-z0-9_-]{43}$/

/** The secret of the browser that opened the wallet; each request has its own, sent to its own pages only. */
export function readSession(request: Request): string | undefined {
  const cookies = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim())
  const found = cookies.find((pair) => pair.startsWith(`${cookieName}=`))
  const token = found?.slice(cookieName.length + 1)
  return token !== undefined && tokenPattern.test(token) ? token : undefined
}

/** Lax, so that it comes along when a wallet sends the browser back here. */
export function keepSession(
  response: Response,
  token: string,
  options: { path: string; publicUrl: string },
): void {
  const cookie: CookieOptions = {
    httpOnly: true,
    sameSite: 'lax',
    secure: options.publicUrl.startsWith('https:'),
    path: options.path,
    maxAge: 86_400_000,
  }
  response.cookie(cookieName, token, cookie)
}
