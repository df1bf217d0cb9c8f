import { remembering } from '../cache/remembering.ts'
import { parseDateTimeStamp } from '../credential/date-time-stamp.ts'
import { type Did, isDid, parseDidUrl } from '../did/did.ts'
import {
  absoluteId,
  type ControllerDocument,
  findVerificationKey,
  methodsOf,
} from '../did/did-document.ts'
import { isOfUnreadKind } from '../did/method-key.ts'
import { type KeyReaders, keyReaders } from '../did/public-key.ts'
import type { Resolution } from '../did/resolution.ts'
import { isEscrowKey } from '../trust/escrow-service.ts'
import { isFuture } from './dates-check.ts'
import type { KeyLookup, KeyQuery, KeyRefusal } from './key-query.ts'
import type { Moment } from './moment.ts'
import type { VerificationPorts } from './ports.ts'

/** The key that `keyId` names, if it is the controller's own, for this purpose, now. */
export async function findKey(
  query: KeyQuery,
  ports: Pick<VerificationPorts, 'resolveDid'>,
  moment: Moment,
): Promise<KeyLookup> {
  const { controller } = query
  const keyId = withSoleKey(query.keyId)
  if (keyId === '' || keyId === controller) return refused('key_unsupported')
  const owner = didOf(keyId)
  if (!isDid(controller)) return refused(owner ? 'key_of_another' : 'unsupported')
  if (owner !== controller) return refused('key_of_another')
  return lookUpKey((options) => ports.resolveDid(controller, options), { ...query, keyId }, moment)
}

/** Some name the one key of a did:key by the DID alone. */
export function withSoleKey(keyId: string): string {
  const [, multibase] = /^did:key:(z[1-9A-HJ-NP-Za-km-z]+)$/.exec(keyId) ?? []
  return multibase === undefined ? keyId : `${keyId}#${multibase}`
}

/** @param readers default: of the keys that Waymark signs with */
export async function lookUpKey(
  resolve: (options?: { fresh: true }) => Promise<Resolution>,
  query: KeyQuery,
  moment: Moment,
  readers?: KeyReaders,
): Promise<KeyLookup> {
  const cached = keyIn(await resolve(), query, moment, readers)
  if (cached.outcome !== 'refused' || !isMissing(cached.refusal)) return cached
  // a key added since the document was last fetched is no forgery
  return keyIn(await resolve({ fresh: true }), query, moment, readers)
}

/** Our own limits kept us from asking or reading: that says nothing against the identifier. */
const unaskedCodes = new Set([
  'did_method_unsupported',
  'did_key_unsupported',
  'address_forbidden',
  'fetch_redirected',
])

function keyIn(
  resolution: Resolution,
  query: KeyQuery,
  moment: Moment,
  readers?: KeyReaders,
): KeyLookup {
  if (resolution.outcome === 'unavailable') return refused('unreachable')
  if (resolution.outcome === 'deactivated') return refused('deactivated')
  if (resolution.outcome === 'refused') {
    return refused(unaskedCodes.has(resolution.code) ? 'unsupported' : 'not_found')
  }
  const { document } = resolution
  const asked = { id: query.keyId, relationship: query.relationship }
  const key = findVerificationKey(document, asked, readers ?? keyReaders)
  if (key === undefined) return refused(whyNot(document, query, readers))
  if (hasCome(key.expires, moment)) return refused('key_expired')
  const isEscrow = isEscrowKey(document, key.publicKey)
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
function whyNot(
  document: ControllerDocument,
  { keyId, relationship }: KeyQuery,
  readers?: KeyReaders,
): KeyRefusal {
  const method = methodsOf(document).find(({ id }) => absoluteId(id, document.id) === keyId)
  if (method === undefined) return 'key_missing'
  if (method.controller !== document.id) return 'key_of_another'
  const isListed = (document[relationship] ?? []).some(
    (entry) => absoluteId(typeof entry === 'string' ? entry : entry.id, document.id) === keyId,
  )
  if (!isListed) return 'key_not_for_purpose'
  return isOfUnreadKind(method, readers) ? 'key_unsupported' : 'key_missing'
}

/** A date that cannot be read counts as come: a key that says it was revoked is not used. */
function hasCome(date: string | undefined, moment: Moment): boolean {
  if (date === undefined) return false
  const at = parseDateTimeStamp(date)
  return at === undefined || !isFuture(at, { ...moment, clockSkewSeconds: 0 })
}

export function didOf(keyId: string): Did | undefined {
  return readOwner(keyId)
}

const readOwner = remembering((keyId): Did | undefined => {
  try {
    const { did, fragment } = parseDidUrl(keyId)
    return fragment === undefined ? undefined : did
  } catch {
    return undefined
  }
})

export function refused(refusal: KeyRefusal): KeyLookup {
  return { outcome: 'refused', refusal }
}
