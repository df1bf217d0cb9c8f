import { AppError } from '../../shared/errors/app-error.ts'
import { type Language, languages } from '../../shared/i18n/messages.ts'
import { slugPattern } from '../../shared/server/slug.ts'

/** Names one version of a badge. */
export type BadgeReference = { provider: string; slug: string; version?: number }

/**
 * The id of an achievement: an address that serves it. The main language has the address of the version; the
 * others stand below it.
 */
export function achievementId(input: {
  publicUrl: string
  provider: string
  slug: string
  version: number
  language: Language
  mainLanguage: Language
}): string {
  return `${input.publicUrl}${achievementPath(input)}`
}

export function achievementPath(input: {
  provider: string
  slug: string
  version: number
  language: Language
  mainLanguage: Language
}): string {
  const { provider, slug, version, language, mainLanguage } = input
  const suffix = language === mainLanguage ? '' : `/${language}`
  return `/providers/${provider}/badges/${slug}/v/${version}${suffix}`
}

/** `provider/badge`, `provider/badge/2`, or an achievement id of this city. */
const pathPattern =
  /^\/providers\/([a-z0-9-]{1,64})\/badges\/([a-z0-9-]{1,64})\/v\/([1-9]\d{0,5})(?:\/([a-z]{2}))?$/

/**
 * Reads what names a badge in the API and on the command line: an achievement id of this city, or
 * `provider/badge` for its newest version.
 * @throws AppError badge_unknown
 */
export function parseBadgeReference(
  text: string,
  publicUrl: string,
): BadgeReference & { language?: Language } {
  if (!text.startsWith(`${publicUrl}/`)) return parseShortReference(text)
  const [, provider, slug, version, suffix] = pathPattern.exec(text.slice(publicUrl.length)) ?? []
  const language = languages.find((name) => name === suffix)
  const isKnown = suffix === undefined || language !== undefined
  if (provider === undefined || slug === undefined || !isKnown) throw unknownBadge()
  return { provider, slug, version: Number(version), ...(language && { language }) }
}

function parseShortReference(text: string): BadgeReference {
  const [provider = '', slug = '', ...others] = text.split('/')
  if (!slugPattern.test(provider) || !slugPattern.test(slug) || others.length > 0) {
    throw unknownBadge()
  }
  return { provider, slug }
}

export function unknownBadge(): AppError {
  return new AppError(
    'badge_unknown',
    'There is no such badge. Name it as provider/badge or by its achievement id',
  )
}
