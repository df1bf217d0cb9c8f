import type { Request, RequestHandler } from 'express'
import { type Language, languages } from '../i18n/messages.ts'

const cookieName = 'lang'

/**
 * Settles the language of a page: `?lang=` (remembered in a cookie that holds nothing else), then that
 * cookie, then Accept-Language, then English.
 */
export const negotiateLanguage: RequestHandler = (request, response, next) => {
  const asked = languageNamed(request.query.lang)
  const language = asked ?? languageInCookie(request) ?? languageAccepted(request)
  response.locals.lang = language
  response.vary('Accept-Language').vary('Cookie')
  if (asked !== undefined && request.accepts('html')) {
    response.cookie(cookieName, asked, { sameSite: 'lax', path: '/', maxAge: 31_536_000_000 })
  }
  next()
}

function languageAccepted(request: Request): Language {
  return languageNamed(request.acceptsLanguages([...languages])) ?? 'en'
}

function languageInCookie(request: Request): Language | undefined {
  const cookies = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim())
  const found = cookies.find((pair) => pair.startsWith(`${cookieName}=`))
  return languageNamed(found?.slice(cookieName.length + 1))
}

function languageNamed(value: unknown): Language | undefined {
  return languages.find((language) => language === value)
}
