import type { Request, Response } from 'express'
import { type Language, languages } from '../../i18n/messages.ts'

const cookieName = 'lang'

/**
 * Settles the language of a page: `?lang=` (remembered in a cookie that holds nothing else), then that
 * cookie, then Accept-Language, then English.
 */
export function negotiateLanguage(request: Request, response: Response): void {
  const asked = request.url.includes('?') ? languageNamed(request.query.lang) : undefined
  response.locals.lang = asked ?? languageInCookie(request) ?? languageAccepted(request)
  response.setHeader('Vary', 'Accept-Language, Cookie')
  if (asked !== undefined && request.accepts('html')) {
    response.cookie(cookieName, asked, { sameSite: 'lax', path: '/', maxAge: 31_536_000_000 })
  }
}

function languageAccepted(request: Request): Language {
  if (request.headers['accept-language'] === undefined) return 'en'
  return languageNamed(request.acceptsLanguages([...languages])) ?? 'en'
}

function languageInCookie(request: Request): Language | undefined {
  if (request.headers.cookie === undefined) return undefined
  const cookies = request.headers.cookie.split(';').map((pair) => pair.trim())
  const found = cookies.find((pair) => pair.startsWith(`${cookieName}=`))
  return languageNamed(found?.slice(cookieName.length + 1))
}

function languageNamed(value: unknown): Language | undefined {
  return languages.find((language) => language === value)
}
