import type { JsonObject } from '../json/json.ts'
import { check } from './check.ts'
import type { CheckCode } from './check-codes.ts'
import type { KeyLookup, KeyRefusal } from './key-query.ts'
import type { PresentationBinding } from './ports.ts'
import type { ProofCandidate } from './proof-candidate.ts'
import type { Check } from './report.ts'
import { listOf, objectsOf } from './values.ts'

const codes: Record<KeyRefusal, CheckCode<'holder-binding'>> = {
  unreachable: 'holder_unreachable',
  unsupported: 'holder_unsupported',
  key_unsupported: 'holder_unsupported',
  not_found: 'holder_not_found',
  deactivated: 'holder_deactivated',
  key_missing: 'key_missing',
  key_not_for_purpose: 'key_not_for_authentication',
  key_of_another: 'key_of_another',
  key_revoked: 'key_revoked',
  key_expired: 'key_expired',
}

/**
 * Was the presentation made for this request (nonce) and for this verifier alone (audience)? Read before any
 * cryptography: it counts only once the signature over it is known good.
 */
export function checkBinding(
  candidate: Pick<ProofCandidate, 'nonce' | 'audiences'>,
  binding: PresentationBinding | undefined,
): Check {
  if (binding === undefined) return check('holder-binding', 'signed_by_holder')
  const { nonce, audiences } = candidate
  if (nonce === undefined) return check('holder-binding', 'nonce_missing')
  if (nonce !== binding.nonce) return check('holder-binding', 'nonce_wrong')
  if (audiences.length === 0) return check('holder-binding', 'audience_missing')
  if (audiences.length > 1) return check('holder-binding', 'several_audiences')
  return check('holder-binding', audiences[0] === binding.audience ? 'ok' : 'audience_wrong')
}

/** The binding that was read, unless something stands against the holder's key. */
export function checkHolderKey(lookup: KeyLookup, binding: Check): Check {
  if (lookup.outcome === 'found') return binding
  if (lookup.outcome === 'revoked') return check('holder-binding', 'key_revoked')
  const isOwnWord = lookup.outcome === 'self-asserted'
  return check('holder-binding', isOwnWord ? 'key_of_another' : codes[lookup.refusal])
}

/**
 * Was the credential awarded to `holder`? Every subject it names must be that one DID; a badge awarded to an
 * e-mail or name alone can be shown by anyone who has a copy.
 */
export function checkHolderBinding(document: JsonObject, holder: string | undefined): Check {
  if (holder === undefined) return check('holder-binding', 'not_asked')
  const subjects = objectsOf(document.credentialSubject)
  const named = subjects.filter((subject) => subject.id !== undefined)
  if (named.length === 0) {
    const isIdentified = subjects.some((subject) => listOf(subject.identifier).length > 0)
    return check('holder-binding', isIdentified ? 'hashed_recipient' : 'subject_unnamed')
  }
  const own = subjects.filter((subject) => subject.id === holder)
  if (own.length === 0) return check('holder-binding', 'subject_differs')
  return check('holder-binding', own.length === subjects.length ? 'ok' : 'several_holders')
}
