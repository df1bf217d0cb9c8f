import type { CodeTable } from '../check-names.ts'

export const issuerKeyCodes = {
  ok: { result: 'pass', meaning: "The signing key is one of the issuer's, for signing claims." },
  issuer_unreachable: {
    result: 'unknown',
    meaning: "The issuer's DID document could not be fetched just now.",
  },
  issuer_unsupported: {
    result: 'unknown',
    meaning: 'The issuer is named by an identifier that is not read here.',
  },
  issuer_not_found: {
    result: 'fail',
    meaning: "The issuer's identifier leads to no usable DID document.",
  },
  issuer_deactivated: { result: 'fail', meaning: "The issuer's DID was deactivated." },
  key_unsupported: {
    result: 'unknown',
    meaning: 'The signing key is named in a way, or of a kind, that is not read here.',
  },
  self_asserted: {
    result: 'unknown',
    meaning:
      'The signing key came with the document, and the issuer publishes none: nothing but the document says whose it is.',
  },
  key_missing: {
    result: 'fail',
    meaning: "The issuer's DID document has no such key that can be used.",
  },
  key_not_for_assertion: {
    result: 'fail',
    meaning: "The key is not in the issuer's assertionMethod.",
  },
  key_of_another: { result: 'fail', meaning: 'The signing key is not controlled by the issuer.' },
  key_revoked: {
    result: 'unknown',
    meaning:
      'The issuer revoked the signing key, and no trusted city shows that the award was made before.',
  },
  revoked_after_award: {
    result: 'pass',
    meaning: "The issuer revoked the signing key; a trusted city's log knew the award before that.",
  },
  escrow_key: {
    result: 'fail',
    meaning:
      'The signing key is held in escrow by a city, for status lists only: it signs no badges.',
  },
  document_from_city: {
    result: 'pass',
    meaning:
      "The issuer's own address gives no DID document; a trusted city's copy of the last one lists the signing key.",
  },
  key_expired: { result: 'fail', meaning: 'The signing key has expired.' },
  host_of_issuer: {
    result: 'pass',
    meaning: 'The badge stands where its issuer says that its badges stand.',
  },
  host_of_another: {
    result: 'fail',
    meaning: 'The badge stands where its issuer does not say that its badges stand.',
  },
  not_checked: { result: 'unknown', meaning: 'An earlier check stood in the way.' },
} as const satisfies CodeTable
