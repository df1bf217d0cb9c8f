import { readSecured } from '../../../shared/credential/secured.ts'
import { parseUrl } from '../../../shared/did/url.ts'
import { isAppError } from '../../../shared/errors/app-error.ts'
import { displayText } from '../../../shared/i18n/display-text.ts'
import { isJsonObject, type JsonObject } from '../../../shared/json/json.ts'
import { idOf, listOf, objectsOf } from '../../../shared/verify/values.ts'

export type Evidence = { name?: string; text?: string; url?: string }

/** What a badge says beyond its summary: its own words, made safe to show, and bounded. */
export type BadgeContent = {
  evidence: Evidence[]
  /** Markdown of the awarder's. */
  criteria?: string
  criteriaUrl?: string
  /** A raster `data:` address: showing it fetches nothing. */
  picture?: string
  results: string[]
  inLanguage?: string
  /** What stands in `related` of the achievement: the same badge in other words, or what comes next. */
  related: { id: string; inLanguage?: string }[]
  /** The issuer takes a badge back for the same award when it is claimed again. */
  refreshUrl?: string
}

const maxItems = 60
const maxTextCharacters = 4_000
const rasterPicture = /^data:image\/(png|jpeg|webp|gif);base64,[a-z0-9+/=]+$/i

/** Reads kept signed bytes; what cannot be read says nothing. */
export function readBadgeContent(text: string): BadgeContent {
  const document = readDocument(text)
  const [subject = {}] = objectsOf(document.credentialSubject)
  const achievement = isJsonObject(subject.achievement) ? subject.achievement : {}
  const criteria = isJsonObject(achievement.criteria) ? achievement.criteria : {}
  const narrative = textOf(criteria.narrative)
  const criteriaUrl = webAddress(criteria.id)
  const inLanguage = displayText(achievement.inLanguage, 20)
  const picture = [subject.image, document.image, achievement.image].map(pictureOf).find(Boolean)
  const refreshUrl = isJsonObject(document.refreshService)
    ? webAddress(document.refreshService.id)
    : undefined
  return {
    evidence: objectsOf(document.evidence).slice(0, maxItems).flatMap(evidenceOf),
    ...(narrative !== undefined && { criteria: narrative }),
    ...(criteriaUrl !== undefined && { criteriaUrl }),
    ...(picture !== undefined && { picture }),
    results: objectsOf(subject.result).slice(0, maxItems).flatMap(resultOf),
    ...(inLanguage !== undefined && { inLanguage }),
    related: objectsOf(achievement.related).slice(0, maxItems).flatMap(relatedOf),
    ...(refreshUrl !== undefined && { refreshUrl }),
  }
}

function readDocument(text: string): JsonObject {
  try {
    return readSecured(text).document
  } catch (error) {
    if (isAppError(error)) return {}
    throw error
  }
}

function evidenceOf(evidence: JsonObject): Evidence[] {
  const name = displayText(evidence.name)
  const text = textOf(evidence.narrative) ?? textOf(evidence.description)
  const url = webAddress(evidence.id)
  if (name === undefined && text === undefined && url === undefined) return []
  return [{ ...(name && { name }), ...(text && { text }), ...(url && { url }) }]
}

function resultOf({ value, status }: JsonObject): string[] {
  const text = displayText(value) ?? displayText(status)
  return text === undefined ? [] : [text]
}

function relatedOf(related: JsonObject): BadgeContent['related'] {
  const id = webAddress(related.id)
  const inLanguage = displayText(related.inLanguage, 20)
  return id === undefined ? [] : [{ id, ...(inLanguage !== undefined && { inLanguage }) }]
}

function pictureOf(image: unknown): string | undefined {
  const address = idOf(image)
  return address !== undefined && rasterPicture.test(address) ? address : undefined
}

/** Several lines are kept, since markdown stands on them; everything invisible goes. */
function textOf(value: unknown): string | undefined {
  const [first] = listOf(value)
  const text = isJsonObject(first) ? first['@value'] : first
  if (typeof text !== 'string') return undefined
  const lines = text
    .slice(0, maxTextCharacters)
    .split(/\r\n|\r|\n/)
    .map(
      (line) => `${/^[ \t]*/.exec(line)?.[0].slice(0, 8) ?? ''}${displayText(line, 2_000) ?? ''}`,
    )
    .join('\n')
    .trim()
  return lines === '' ? undefined : lines
}

/** An address that a person may choose to follow; the wallet never does of itself. */
function webAddress(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > 2_048) return undefined
  const url = parseUrl(value)
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? url.href : undefined
}
