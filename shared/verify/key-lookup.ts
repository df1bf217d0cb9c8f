import { parseDateTimeStamp } from '../credential/date-time-stamp.ts'
import { type Did, isDid, parseDidUrl } from '../did/did.ts'
import {
  absoluteId,
  type DidDocument,
  findVerificationKey,
  methodsOf,
  type VerificationKey,
} from '../did/did-document.ts'
import type { DidResolution } from '../did/resolution.ts'
import { isEscrowKey } from '../trust/escrow-service.ts'
import { isFuture, type Moment } from './dates-check.ts'
import type { VerificationPorts } from './ports.ts'

/** Why a key may not be used; `unreachable` and `unsupported` mean that it could not be found out. */
export type KeyRefusal =
  | 'unreachable'
  | 'unsupported'
  | 'not_found'
  | 'deactivated'
  | 'key_missing'
  | 'key_not_for_purpose'
  | 'key_of_another'
  | 'key_revoked'
  | 'key_expired'

/** `revoked`: a key that signed claims until it was compromised; only a log can say which were before that. */
export type KeyLookup =
  | { outcome: 'found'; key: VerificationKey; isEscrow: boolean }
  | { outcome: 'revoked'; key: VerificationKey; isEscrow: boolean }
  | { outcome: 'refused'; refusal: KeyRefusal }

export type KeyQuery = {
  /** The DID URL that the proof or token names. */
  keyId: string
  /** Whose key it must be: the issuer or the holder. */
  controller: string
  relationship: 'assertionMethod' | 'authentication'
}

/** The key that `keyId` names, if it is the controller's own, for this purpose, now. */
export async function findKey(
  query: KeyQuery,
  ports: Pick<VerificationPorts, 'resolveDid'>,
  moment: Moment,
): Promise<KeyLookup> {
  const owner = didOf(query.keyId)
  if (!isDid(query.controller)) return refused(owner ? 'key_of_another' : 'unsupported')
  if (owner !== query.controller) return refused('key_of_another')
  const cached = keyIn(await ports.resolveDid(query.controller), query, moment)
  if (cached.outcome !== 'refused' || !isMissing(cached.refusal)) return cached
  // a key added since the document was last fetched is no forgery
  const fresh = await ports.resolveDid(query.controller, { fresh: true })
  return keyIn(fresh, query, moment)
}

/** Our own limits kept us from asking: that says nothing against the identifier. */
const unaskedCodes = new Set(['did_method_unsupported', 'address_forbidden'])

function keyIn(resolution: DidResolution, query: KeyQuery, moment: Moment): KeyLookup {
  if (resolution.outcome === 'unavailable') return refused('unreachable')
  if (resolution.outcome === 'deactivated') return refused('deactivated')
  if (resolution.outcome === 'refused') {
    return refused(unaskedCodes.has(resolution.code) ? 'unsupported' : 'not_found')
  }
  const key = findVerificationKey(resolution.document, {
    id: query.keyId,
    relationship: query.relationship,
  })
  if (key === undefined) return refused(whyNot(resolution.document, query))
  if (hasCome(key.expires, moment)) return refused('key_expired')
  const isEscrow = isEscrowKey(resolution.document, key.publicKey)
  if (hasCome(key.revoked, moment)) {
    const isForClaims = query.relationship === 'assertionMethod'
    return isForClaims ? { outcome: 'revoked', key, isEscrow } : refused('key_revoked')
  }
  return { outcome: 'found', key, isEscrow }
}

function isMissing(refusal: KeyRefusal): boolean {
  return refusal === 'key_missing' || refusal === 'key_not_for_purpose'
}

/** Why the document yields no such key. */
function whyNot(document: DidDocument, { keyId, relationship }: KeyQuery): KeyRefusal {
  const method = methodsOf(document).find(({ id }) => absoluteId(id, document.id) === keyId)
  if (method === undefined) return 'key_missing'
  if (method.controller !== document.id) return 'key_of_another'
  const isListed = (document[relationship] ?? []).some(
    (entry) => absoluteId(typeof entry === 'string' ? entry : entry.id, document.id) === keyId,
  )
  return isListed ? 'key_missing' : 'key_not_for_purpose'
}

/** A date that cannot be read counts as come: a key that says it was revoked is not used. */
function hasCome(date: string | undefined, moment: Moment): boolean {
  if (date === undefined) return false
  const at = parseDateTimeStamp(date)
  return at === undefined || !isFuture(at, { ...moment, clockSkewSeconds: 0 })
}

function didOf(keyId: string): Did | undefined {
  try {
    const { did, fragment } = parseDidUrl(keyId)
    return fragment === undefined ? undefined : did
  } catch {
    return undefined
  }
}

function refused(refusal: KeyRefusal): KeyLookup {
  return { outcome: 'refused', refusal }
}
