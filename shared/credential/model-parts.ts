import { z } from 'zod'
import { parseUrl } from '../did/url.ts'
import { parseDateTime, parseDateTimeStamp } from './date-time-stamp.ts'

/** The parts that the credential models are put together from. Messages name rules, never values. */

/** RFC 3986 allows none of these, and an RDF IRI cannot hold them. */
const forbiddenInUrl = /[\s<>"{}|\\^`]/u
const maxUrlLength = 2_000_000 // a data: URL can carry a picture

/** One absolute URL: https, did, urn, data, … Blank node identifiers are none. */
export const zUrl = z.string().refine(isUrl, { error: 'must be one absolute URL' })

export const zDateTimeStamp = z.string().refine((text) => parseDateTimeStamp(text) !== undefined, {
  error: 'must be a date and time with an offset, such as 2026-09-01T09:00:00Z',
})

/** A time that decides about validity, as it is read: without an offset it is one in UTC. */
export const zDateTime = z.string().refine((text) => parseDateTime(text) !== undefined, {
  error: 'must be a date and time, such as 2026-09-01T09:00:00Z',
})

/** One type or several. */
const zTypes = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)])

/** Well formed, whatever language it names. @see https://www.rfc-editor.org/rfc/rfc5646#section-2.1 */
export const zLanguageTag = z
  .string()
  .regex(/^[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*$/, { error: 'must be a language tag' })

/** @see https://www.w3.org/TR/vc-data-model-2.0/#language-and-base-direction */
export const zLanguageValue = z.strictObject(
  {
    '@value': z.string(),
    '@language': zLanguageTag.optional(),
    '@direction': z.enum(['ltr', 'rtl']).optional(),
  },
  { error: (issue) => (issue.code === 'unrecognized_keys' ? 'must hold nothing else' : undefined) },
)

/** A string, or the same text in one or several languages. */
export const zText = z.union([z.string(), zLanguageValue, z.array(zLanguageValue).min(1)])

/** An object that must say what it is, such as a status entry or terms of use. */
export const zTyped = z.looseObject({ id: zUrl.optional(), type: zTypes })

export function zTypesWith(...required: string[]) {
  const isRequired = (type: string) => required.includes(type)
  const isAny = (types: string | string[]) =>
    typeof types === 'string' ? isRequired(types) : types.some(isRequired)
  return zTypes.refine(isAny, {
    error: `must include ${required.join(' or ')}`,
  })
}

export function zOneOrMore<T extends z.ZodType>(schema: T) {
  return z.union([schema, z.array(schema).min(1)])
}

/** A term of an enumeration that others may extend with `ext:`. */
export function zExtensibleEnum(terms: readonly [string, ...string[]]) {
  return z.string().refine((term) => terms.includes(term) || /^ext:[A-Za-z0-9.|_-]+$/.test(term), {
    error: 'must be a term of the specification or start with ext:',
  })
}

/** Addresses and identifiers as most badges have them, none of which a parser of URLs refuses. */
const plainUrl =
  /^(?:https?:\/\/(?:[a-z0-9-]+\.)+[a-z]{2,}(?:[/#?][\w.~/#?=&%+:@,;-]*)?|did:(?:web|key|jwk):[\w.:%#/-]+|urn:uuid:[\da-fA-F-]+)$/

export function isPlainUrl(text: unknown): boolean {
  // a name that is encoded may be encoded wrongly
  return (
    typeof text === 'string' && text.length < 500 && plainUrl.test(text) && !text.includes('xn--')
  )
}

function isUrl(text: string): boolean {
  if (isPlainUrl(text)) return true
  return text.length <= maxUrlLength && !forbiddenInUrl.test(text) && parseUrl(text) !== undefined
}
