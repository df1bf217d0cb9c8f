import { check } from './check.ts'
import type { CheckCode } from './check-codes.ts'
import type { KeyLookup, KeyRefusal } from './key-lookup.ts'
import type { Check } from './report.ts'

const codes: Record<KeyRefusal, CheckCode<'issuer-key'>> = {
  unreachable: 'issuer_unreachable',
  unsupported: 'issuer_unsupported',
  not_found: 'issuer_not_found',
  deactivated: 'issuer_deactivated',
  key_missing: 'key_missing',
  key_not_for_purpose: 'key_not_for_assertion',
  key_of_another: 'key_of_another',
  key_revoked: 'key_revoked',
  key_expired: 'key_expired',
}

/** Does the key that signed belong to the issuer, for signing claims? */
export function checkIssuerKey(lookup: KeyLookup): Check {
  return check('issuer-key', lookup.outcome === 'found' ? 'ok' : codes[lookup.refusal])
}
