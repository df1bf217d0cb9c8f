import { isDid } from '../did/did.ts'
import { isJsonObject, itemsOf, type JsonObject } from '../json/json.ts'
import { parseDateTime } from './date-time-stamp.ts'
import type { CompactJws } from './jws.ts'

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
  const date = time instanceof Date ? time : parseDateTime(time)
  return date && Math.floor(date.getTime() / 1000)
}

/**
 * Does the token not name its key by a DID URL, as it may? Then the issuer's document tells which key it can have been.
 * Those of VC-JOSE-COSE name it by an address otherwise, or in the issuer's own way where `iss` says whose it is; those
 * of Open Badges and of version 1.1 by either, or not at all.
 * @see https://www.imsglobal.org/spec/ob/v3p0/#joseheader
 * @see https://www.w3.org/TR/vc-jose-cose/#using-header-params-claims-key-discovery
 */
export function isKeyUnnamed({ header: { typ = 'jwt', kid }, payload }: CompactJws): boolean {
  if (kid === '' || kid?.startsWith('did:')) return false
  const isAddress = kid !== undefined && /^https?:/.test(kid)
  return mediaType(typ) === 'jwt' || isAddress || typeof payload.iss === 'string'
}

/** With the names that drafts of VC-JOSE-COSE had for a credential, which meant the same. */
const mediaTypes = {
  vc: {
    typ: ['vc+jwt', 'jwt', 'vc+ld+jwt', 'vc+ld+json+jwt'],
    cty: ['vc', 'vc+ld+json'],
    ctyOfOthers: ['vp', 'jwt'],
  },
  vp: { typ: ['vp+jwt', 'jwt'], cty: ['vp'], ctyOfOthers: ['vc', 'vc+ld+json', 'jwt'] },
}

/** `typ` where it stands, what `cty` says beside it, and a key of the one who should have signed. */
export function checkHeader(
  jws: CompactJws,
  content: 'vc' | 'vp',
  signer: string | undefined,
): ClaimsRefusal | undefined {
  const { typ, kid } = jws.header
  const isTyp = typ === undefined || mediaTypes[content].typ.includes(mediaType(typ))
  if (!isTyp || !isContent(jws, content))
    return refuse('typ_wrong', `By its header it is no ${content}+jwt`)
  if (content === 'vc' && isKeyUnnamed(jws)) return undefined
  const [controller = '', fragment] = kid?.split('#') ?? []
  if (!fragment || !isDid(controller))
    return refuse('kid_missing', 'kid must be a DID URL with a fragment')
  return controller === signer ? undefined : refuse('kid_of_another', 'The key is of another')
}

/**
 * Where `typ` says which content it is, `cty` only should name it: it may be more specific, and must not contradict.
 * A `typ` that does not say so leaves it to `cty`.
 * @see https://www.w3.org/TR/vc-jose-cose/#securing-with-jose
 */
function isContent({ header: { typ = 'jwt', cty } }: CompactJws, content: 'vc' | 'vp'): boolean {
  if (cty === undefined) return true
  const { cty: own, ctyOfOthers } = mediaTypes[content]
  const type = mediaType(cty)
  return mediaType(typ) === 'jwt' ? own.includes(type) : !ctyOfOthers.includes(type)
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
