import { decodeBase64url } from '../did/base-encoding.ts'
import { isAppError } from '../errors/app-error.ts'
import { isJsonObject, type JsonObject, parseJsonStrict } from '../json/json.ts'
import { formatDateTimeStamp, parseDateTimeStamp } from './date-time-stamp.ts'
import { jwsPartsOf } from './jws-parts.ts'

/**
 * An Open Badge of version 2.0 or before, read and not judged: an assertion that names its badge class and issuer.
 * @see https://www.imsglobal.org/sites/default/files/Badges/OBv2p0Final/index.html
 */
export type OpenBadge2 = {
  /** Its host has the word on it, or its signature. */
  securing: 'hosted' | 'signed'
  /** As it came: JSON, or a compact JWS. */
  text: string
  assertion: JsonObject
  /** Of the assertion: where a hosted one is found. */
  id?: string
  /** Present as far as the assertion carries it; else only its address. */
  badgeClass: JsonObject
  issuer: JsonObject
  /** A dateTimeStamp, whatever the assertion wrote it as. */
  issuedOn?: string
  expires?: string
}

const maxBytes = 4_194_304
const contexts =
  /^https?:\/\/(?:w3id\.org|openbadgespec\.org)\/openbadges\/v[12]\/?(?:context\.json)?$/
const context2 =
  /^https?:\/\/(?:w3id\.org|openbadgespec\.org)\/openbadges\/v2\/?(?:context\.json)?$/
const isoDate = /^(\d{4}-\d\d-\d\d)([T ]\d\d:\d\d)?(:\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/

/** Undefined where the text is anything else, an Open Badge 3.0 among it. */
export function readOpenBadge2(text: string): OpenBadge2 | undefined {
  const trimmed = text.trim()
  const payload = payloadOf(trimmed)
  const assertion = readJson(payload === undefined ? trimmed : decodePayload(payload))
  if (!isJsonObject(assertion) || !isAssertion(assertion)) return undefined
  const securing = payload === undefined ? 'hosted' : 'signed'
  return { securing, text: trimmed, ...partsOf(assertion) }
}

function payloadOf(text: string): string | undefined {
  const [, payload, signature] = jwsPartsOf(text) ?? []
  return payload === '' || signature === '' ? undefined : payload
}

/** The same badge, as its host has it. */
export function withAssertion(badge: OpenBadge2, assertion: JsonObject): OpenBadge2 {
  const { securing, text } = badge
  return { securing, text, ...partsOf(assertion) }
}

function partsOf(assertion: JsonObject): Omit<OpenBadge2, 'securing' | 'text'> {
  const badgeClass = asObject(assertion.badge)
  const id = addressIn(assertion.id) ?? addressIn(verificationOf(assertion).url)
  const issuedOn = readDate(assertion.issuedOn)
  const expires = readDate(assertion.expires)
  return {
    assertion,
    ...(id !== undefined && { id }),
    badgeClass,
    issuer: asObject(badgeClass.issuer),
    ...(issuedOn !== undefined && { issuedOn }),
    ...(expires !== undefined && { expires }),
  }
}

/** Assertions of 1.0 have neither type nor context: they are known by their parts. */
function isAssertion(value: JsonObject): boolean {
  const types: unknown[] = [value.type].flat()
  if (types.includes('VerifiableCredential') || types.includes('VerifiablePresentation'))
    return false
  const hasContext = [value['@context']].flat().some((item) => contexts.test(String(item)))
  const isTyped = types.includes('Assertion')
  const isVerifiable = isJsonObject(value.verification) || isJsonObject(value.verify)
  const hasParts = value.badge !== undefined && value.recipient !== undefined
  return hasParts && (isTyped || hasContext || isVerifiable)
}

export function verificationOf({ verification, verify }: JsonObject): JsonObject {
  return [verification, verify].find(isJsonObject) ?? {}
}

/** What is only named by its address is an object with nothing but that. */
export function asObject(value: unknown): JsonObject {
  if (isJsonObject(value)) return value
  const id = addressIn(value)
  return id === undefined ? {} : { id }
}

function addressIn(value: unknown): string | undefined {
  return typeof value === 'string' && /^(?:https?:\/\/|urn:)\S+$/.test(value) ? value : undefined
}

/** ISO 8601 with or without time and zone, or the Unix seconds of version 1.0. */
export function readDate(value: unknown): string | undefined {
  if (typeof value === 'number') {
    const date = new Date(value * 1000)
    return Number.isNaN(date.getTime()) ? undefined : formatDateTimeStamp(date)
  }
  if (typeof value !== 'string') return undefined
  const [, day = '', minute = 'T00:00', second = ':00', zone = 'Z'] = isoDate.exec(value) ?? []
  const offset = zone.replace(/^([+-]\d\d)(\d\d)$/, '$1:$2')
  const date = parseDateTimeStamp(`${day}${minute.replace(' ', 'T')}${second}${offset}`)
  return date && formatDateTimeStamp(date)
}

export function isOpenBadge2Context(context: unknown): boolean {
  return typeof context === 'string' && context2.test(context)
}

function decodePayload(payload: string): string {
  try {
    return new TextDecoder().decode(decodeBase64url(payload))
  } catch (error) {
    if (isAppError(error)) return ''
    throw error
  }
}

function readJson(text: string): unknown {
  try {
    return parseJsonStrict(text, { maxBytes })
  } catch (error) {
    if (isAppError(error)) return undefined
    throw error
  }
}
