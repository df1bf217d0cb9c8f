import type { CodeTable } from '../check-names.ts'

export const statusCodes = {
  ok: { result: 'pass', meaning: 'The status list says neither revoked nor suspended.' },
  none: { result: 'not-applicable', meaning: 'The credential names no status list.' },
  revoked: { result: 'fail', meaning: 'The issuer revoked the credential.' },
  suspended: { result: 'fail', meaning: 'The issuer suspended the credential for now.' },
  entry_malformed: {
    result: 'fail',
    meaning: "The credential's status entry is not well formed.",
  },
  index_out_of_range: {
    result: 'fail',
    meaning: "The credential's status index lies outside the list.",
  },
  purpose_mismatch: {
    result: 'fail',
    meaning: 'The status list is for another purpose than the credential says.',
  },
  type_unsupported: {
    result: 'unknown',
    meaning: 'The status is of a type that is not read here.',
  },
  purpose_unsupported: {
    result: 'unknown',
    meaning: 'The status is for a purpose that is not read here.',
  },
  list_unreachable: {
    result: 'unknown',
    meaning: 'The status list could not be fetched just now.',
  },
  list_refused: {
    result: 'unknown',
    meaning: 'The status list is not there, or stands at an address that is not asked.',
  },
  list_malformed: { result: 'unknown', meaning: 'The status list is not well formed.' },
  list_too_short: {
    result: 'unknown',
    meaning: 'The status list has fewer entries than the standard asks for.',
  },
  list_not_verified: {
    result: 'unknown',
    meaning: "The status list's own signature, key or form did not verify.",
  },
  list_of_another_issuer: {
    result: 'unknown',
    meaning: "The status list is not the credential issuer's.",
  },
  list_out_of_date: {
    result: 'unknown',
    meaning: 'The status list is older or newer than its own dates and ttl allow.',
  },
  list_rolled_back: {
    result: 'unknown',
    meaning: 'The status list is older than one already seen at the same address.',
  },
  not_checked: { result: 'unknown', meaning: 'An earlier check stood in the way.' },
} as const satisfies CodeTable
