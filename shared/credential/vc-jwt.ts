import { parseDidUrl } from '../did/did.ts'
import { isJsonObject, itemsOf, type JsonObject } from '../json/json.ts'
import { credentialsV1Url } from './context-urls.ts'
import { validityOf, versionOf } from './data-model-version.ts'
import { type CompactJws, signCompactJws, signJwsText } from './jws.ts'
import {
  type ClaimsCheck,
  checkBinding,
  checkDates,
  checkHeader,
  equal,
  idOf,
  subjectIds,
  toNumericDate,
  wholeSeconds,
} from './jwt-claims.ts'
import { openBadgeTypes } from './open-badge.ts'
import type { Signer } from './signer.ts'

/**
 * Credentials and presentations as JWTs whose payload is the document itself.
 * @see https://www.w3.org/TR/vc-jose-cose/
 */

export const credentialJwtHeaders = {
  'vc+jwt': { typ: 'vc+jwt', cty: 'vc' },
  JWT: { typ: 'JWT' },
  none: {},
} as const

/**
 * The credential with the registered claims that Open Badges wants beside it. `typ` is `vc+jwt` for protocols;
 * `none` for a downloaded badge file, since Open Badges knows no typ but JWT.
 */
export async function signCredentialJwt(input: {
  credential: JsonObject
  signer: Signer
  typ?: keyof typeof credentialJwtHeaders
}): Promise<string> {
  const { credential, signer, typ = 'vc+jwt' } = input
  const header = { ...credentialJwtHeaders[typ], kid: signer.keyId }
  return signJwsText({ header, payload: credentialJwtText(credential), signer })
}

/** The JSON of what signCredentialJwt signs, for who signs many at a time. */
export function credentialJwtText(credential: JsonObject): string {
  const { issuer, id, credentialSubject, validFrom, validUntil } = credential
  const claims = {
    iss: idOf(issuer),
    jti: id,
    sub: isJsonObject(credentialSubject) ? credentialSubject.id : undefined,
    nbf: toNumericDate(validFrom),
    exp: toNumericDate(validUntil),
  }
  const isSaid = Object.keys(claims).some((name) => Object.hasOwn(credential, name))
  if (isSaid) return JSON.stringify({ ...credential, ...defined(claims) })
  return joined(JSON.stringify(credential), JSON.stringify(claims))
}

/** The JSON of an object with the members of both, which share none: an object of so many is slow to write. */
function joined(one: string, other: string): string {
  if (one === '{}') return other
  return other === '{}' ? one : `${one.slice(0, -1)},${other.slice(1)}`
}

type PresentationToken = {
  presentation: JsonObject
  signer: Signer
  audience: string
  nonce: string
  issuedAt: Date
  expiresAt?: Date
}

/** For one verifier: `audience` is its whole client_id, `nonce` the one that it gave. */
export async function signPresentationJwt(input: PresentationToken): Promise<string> {
  const { presentation, signer } = input
  const claims = presentationClaims(input)
  const header = { typ: 'vp+jwt', cty: 'vp', kid: signer.keyId }
  const payload = { ...presentation, holder: presentation.holder ?? claims.iss, ...defined(claims) }
  return signCompactJws({ header, payload, signer })
}

/**
 * The same in the words of version 1.1, whose tokens no envelope of version 2.0 may hold.
 * @param input.presentation whose `holder` alone counts
 * @param input.credentials compact tokens with a `vc` claim
 * @see https://www.w3.org/TR/vc-data-model/#jwt-encoding
 */
export async function signVpClaimJwt(
  input: PresentationToken & { credentials: readonly string[] },
): Promise<string> {
  const { credentials: verifiableCredential, signer } = input
  const vp = {
    '@context': [credentialsV1Url],
    type: ['VerifiablePresentation'],
    verifiableCredential,
  }
  const header = { typ: 'JWT', kid: signer.keyId }
  const payload = { vp, ...defined(presentationClaims(input)) }
  return signCompactJws({ header, payload, signer })
}

function presentationClaims(input: PresentationToken) {
  const { presentation, signer, audience, nonce, issuedAt, expiresAt } = input
  return {
    iss: idOf(presentation.holder) ?? parseDidUrl(signer.keyId).did,
    aud: audience,
    nonce,
    iat: toNumericDate(issuedAt),
    exp: toNumericDate(expiresAt),
  }
}

/**
 * Does the token say of the credential what the credential says of itself? `exp` and `nbf` are the dates of the
 * signature, except that Open Badges and version 1.1 make them the credential's own.
 * @param document the credential, where a `vc` claim holds it
 * @see https://www.w3.org/TR/vc-jose-cose/#using-header-params-claims-key-discovery
 * @see https://www.imsglobal.org/spec/ob/v3p0/#jwt-proof
 * @see https://www.w3.org/TR/vc-data-model/#jwt-encoding
 */
export function checkCredentialClaims(
  jws: CompactJws,
  document: JsonObject = jws.payload,
): ClaimsCheck {
  const { iss, jti, sub, nbf, exp } = jws.payload
  const issuer = idOf(document.issuer)
  const isBadge = openBadgeTypes.some((type) => itemsOf(document.type).includes(type))
  const areOwnDates = isBadge || versionOf(document) === '1.1'
  const { from, until } = validityOf(document)
  const subjectId = subjectIds(document).find((id) => id === sub)
  const refusal =
    checkHeader(jws, 'vc', issuer) ??
    checkDates(jws.payload) ??
    equal('iss', iss, issuer) ??
    equal('jti', jti, document.id) ??
    equal('sub', sub, subjectId) ??
    (areOwnDates ? equal('nbf', wholeSeconds(nbf), toNumericDate(from[0])) : undefined) ??
    (areOwnDates ? equal('exp', wholeSeconds(exp), toNumericDate(until[0])) : undefined)
  return refusal ?? { ok: true }
}

/** Was the presentation made by its holder, and (where `binding` is given) for this verifier and request? */
export function checkPresentationClaims(
  jws: CompactJws,
  binding?: { nonce: string; audience: string },
): ClaimsCheck {
  const { payload } = jws
  const { iss, aud, nonce } = payload
  const { holder } = isJsonObject(payload.vp) ? payload.vp : payload
  const holderId = idOf(holder ?? iss)
  const refusal =
    checkHeader(jws, 'vp', holderId) ??
    checkDates(payload) ??
    equal('iss', iss, holderId) ??
    (binding && checkBinding({ nonce, audiences: [aud].flat() }, binding))
  return refusal ?? { ok: true }
}

function defined(claims: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(claims).filter(([, claim]) => claim !== undefined))
}
