import { isDid } from '../did/did.ts'
import { isJsonObject, itemsOf, type JsonObject } from '../json/json.ts'
import { parseDateTimeStamp } from './date-time-stamp.ts'
import type { CompactJws, JwsHeader } from './jws.ts'

export type ClaimsRefusalCode =
  | 'typ_wrong'
  | 'kid_missing'
  | 'kid_of_another'
  | 'claims_malformed'
  | 'claims_mismatch'
  | 'nonce_wrong'
  | 'audience_wrong'

export type ClaimsRefusal = { ok: false; code: ClaimsRefusalCode; detail: string }
export type ClaimsCheck = { ok: true } | ClaimsRefusal

/** The id of an issuer or holder, which stands alone or in an object. */
export function idOf(party: unknown): string | undefined {
  const id = isJsonObject(party) ? party.id : party
  return typeof id === 'string' ? id : undefined
}

/** Whole seconds since 1970 of a Date or a dateTimeStamp. @see https://www.rfc-editor.org/rfc/rfc7519#section-2 */
export function toNumericDate(time: unknown): number | undefined {
  const date = time instanceof Date ? time : parseDateTimeStamp(time)
  return date && Math.floor(date.getTime() / 1000)
}

/**
 * Tokens of Open Badges and of version 1.1 may have no key id, or one that is a name or an address: then the issuer's
 * document tells which key it can have been. Those of VC-JOSE-COSE name it by a DID URL.
 * @see https://www.imsglobal.org/spec/ob/v3p0/#joseheader
 */
export function isKeyUnnamed({ typ = 'jwt', kid }: JwsHeader): boolean {
  return mediaType(typ) === 'jwt' && kid !== '' && !kid?.startsWith('did:')
}

/** `typ` and `cty` where they stand, and a key of the one who should have signed. */
export function checkHeader(
  { header }: CompactJws,
  content: 'vc' | 'vp',
  signer: string | undefined,
): ClaimsRefusal | undefined {
  const { typ, cty, kid } = header
  const isTyp = typ === undefined || [`${content}+jwt`, 'jwt'].includes(mediaType(typ))
  const isCty = cty === undefined || mediaType(cty) === content
  if (!isTyp || !isCty) return refuse('typ_wrong', `By its header it is no ${content}+jwt`)
  if (content === 'vc' && isKeyUnnamed(header)) return undefined
  const [controller = '', fragment] = kid?.split('#') ?? []
  if (!fragment || !isDid(controller))
    return refuse('kid_missing', 'kid must be a DID URL with a fragment')
  return controller === signer ? undefined : refuse('kid_of_another', 'The key is of another')
}

export function checkDates(payload: JsonObject): ClaimsRefusal | undefined {
  const dates = [payload.iat, payload.nbf, payload.exp]
  const areNumbers = dates.every((date) => date === undefined || typeof date === 'number')
  return areNumbers ? undefined : refuse('claims_malformed', 'A date of the token is not a number')
}

export function checkBinding(
  { nonce, audiences }: { nonce: unknown; audiences: unknown[] },
  binding: { nonce: string; audience: string },
): ClaimsRefusal | undefined {
  if (nonce !== binding.nonce) return refuse('nonce_wrong', 'It was made for another request')
  const isOurs = audiences.length === 1 && audiences[0] === binding.audience
  return isOurs ? undefined : refuse('audience_wrong', 'It was made for another verifier')
}

export function equal(claim: string, value: unknown, expected: unknown): ClaimsRefusal | undefined {
  if (value === undefined || value === expected) return undefined
  return refuse('claims_mismatch', `The claim ${claim} differs from the credential`)
}

export function wholeSeconds(date: unknown): unknown {
  return typeof date === 'number' ? Math.floor(date) : date
}

export function subjectIds(payload: JsonObject): unknown[] {
  const subjects = itemsOf(payload.credentialSubject)
  return subjects.filter(isJsonObject).map(({ id }) => id)
}

function mediaType(text: string): string {
  return text.toLowerCase().replace(/^application\//, '')
}

function refuse(code: ClaimsRefusalCode, detail: string): ClaimsRefusal {
  return { ok: false, code, detail }
}
