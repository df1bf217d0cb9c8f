import { AppError, isAppError } from '../errors/app-error.ts'
import { isJsonObject, type JsonObject } from '../json/json.ts'
import { versionOf } from './data-model-version.ts'
import { formatDateTimeStamp } from './date-time-stamp.ts'
import { type CompactJws, furtherAlgorithms, readCompactJws } from './jws.ts'
import { idOf } from './jwt-claims.ts'

/**
 * The credential that a `vc` claim holds, completed by the registered claims where those stand instead of its own
 * members, and by what stands beside it: some software leaves half of the issuer there. Nothing may be said twice and
 * differently; whether the registered claims agree is for checkCredentialClaims. So version 1.1 has it, and drafts of
 * Open Badges 3.0; some issuers (walt.id) sign version 2.0 in the same way. A token that calls itself `vc+jwt` says that
 * its payload is the credential: there such a claim is refused. Throws `credential_malformed`.
 * @see https://www.w3.org/TR/vc-data-model/#jwt-decoding
 * @see https://www.w3.org/TR/vc-jose-cose/#securing-with-jose
 */
export function readVcClaim({
  header,
  payload,
}: Pick<CompactJws, 'header' | 'payload'>): JsonObject {
  const { vc: claim, iss, jti, sub, nbf, exp, iat: _, aud: __, nonce: ___, ...beside } = payload
  if (!isJsonObject(claim) || claim['@context'] === undefined) throw malformed('holds nothing')
  const isVersion1 = versionOf(claim) === '1.1'
  if (!isVersion1 && !/^(?:application\/)?jwt$/i.test(header.typ ?? 'JWT')) {
    throw malformed('stands in a vc+jwt')
  }
  if (![claim.type].flat().includes('VerifiableCredential')) throw malformed('holds something else')
  const isSaidTwice = ([member, value]: [string, unknown]) =>
    Object.hasOwn(claim, member) && JSON.stringify(claim[member]) !== JSON.stringify(value)
  if (Object.entries(beside).some(isSaidTwice)) throw malformed('stands beside another credential')
  const vc = { ...beside, ...claim }
  return {
    ...vc,
    ...missing(vc, 'id', jti),
    ...completed(vc, 'issuer', iss),
    ...completed(vc, 'credentialSubject', sub),
    ...missing(vc, isVersion1 ? 'issuanceDate' : 'validFrom', dateOf(nbf)),
    ...missing(vc, isVersion1 ? 'expirationDate' : 'validUntil', dateOf(exp)),
  }
}

/** Does it hold its credential in a `vc` claim? False for what cannot be read. */
export function hasVcClaim(token: unknown): token is string {
  if (typeof token !== 'string') return false
  try {
    return Object.hasOwn(readCompactJws(token, { algorithms: furtherAlgorithms }).payload, 'vc')
  } catch (error) {
    if (isAppError(error)) return false
    throw error
  }
}

function missing(vc: JsonObject, member: string, claim: unknown): JsonObject {
  return vc[member] === undefined && claim !== undefined ? { [member]: claim } : {}
}

/** A party or subject that is there without its id gets it; several subjects cannot be told from each other. */
function completed(vc: JsonObject, member: string, claim: unknown): JsonObject {
  const party = vc[member]
  if (!isJsonObject(party) || idOf(party) !== undefined) return missing(vc, member, claim)
  return claim === undefined ? {} : { [member]: { id: claim, ...party } }
}

/** Undefined for what is no date: checkCredentialClaims says so. */
function dateOf(claim: unknown): string | undefined {
  const date = typeof claim === 'number' ? new Date(Math.floor(claim) * 1000) : undefined
  return date && !Number.isNaN(date.getTime()) ? formatDateTimeStamp(date) : undefined
}

function malformed(problem: string): AppError {
  return new AppError('credential_malformed', `The vc claim ${problem}`)
}
