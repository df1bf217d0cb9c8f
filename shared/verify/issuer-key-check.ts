import type { KeptDocument } from '../trust/trust-reader.ts'
import type { Accreditation } from './accreditation-check.ts'
import { check } from './check.ts'
import { type CheckCode, checkCodes } from './check-codes.ts'
import type { KeyLookup, KeyRefusal } from './key-query.ts'
import type { Check } from './report.ts'

const codes: Record<KeyRefusal, CheckCode<'issuer-key'>> = {
  unreachable: 'issuer_unreachable',
  unsupported: 'issuer_unsupported',
  key_unsupported: 'key_unsupported',
  not_found: 'issuer_not_found',
  deactivated: 'issuer_deactivated',
  key_missing: 'key_missing',
  key_not_for_purpose: 'key_not_for_assertion',
  key_of_another: 'key_of_another',
  key_revoked: 'key_revoked',
  key_expired: 'key_expired',
}

/**
 * Does the key that signed belong to the issuer, for signing claims?
 * @param copy the document that a city kept, where the issuer's own could not be had
 */
export function checkIssuerKey(lookup: KeyLookup, copy?: KeptDocument): Check {
  if (lookup.outcome === 'refused') return check('issuer-key', codes[lookup.refusal])
  if (lookup.outcome === 'self-asserted') return check('issuer-key', 'self_asserted')
  // stolen or not: no log makes up for a key that never was for badges
  if (lookup.isEscrow) return check('issuer-key', 'escrow_key')
  if (lookup.outcome === 'revoked') return check('issuer-key', 'key_revoked')
  return copy === undefined ? check('issuer-key', 'ok') : fromCity(copy)
}

/** What a trusted city's log says of a key that was revoked: was the award known before that? */
export function settleIssuerKey(
  made: Check,
  lookup: KeyLookup,
  { checks: [accreditation, log] }: Accreditation,
): Check {
  if (lookup.outcome !== 'revoked' || lookup.isEscrow) return made
  const isProvenBefore = accreditation.code === 'ok' && log.code === 'ok'
  return isProvenBefore ? check('issuer-key', 'revoked_after_award') : made
}

function fromCity({ city, retrievedAt }: KeptDocument): Check {
  const { meaning } = checkCodes['issuer-key'].document_from_city
  const detail = `${meaning} (${city.did}, ${retrievedAt})`
  return check('issuer-key', 'document_from_city', detail)
}
