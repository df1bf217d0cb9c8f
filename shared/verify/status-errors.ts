import type { CheckCode } from './check-codes.ts'

/** @see https://www.w3.org/TR/vc-bitstring-status-list/#processing-errors */
export type StatusError =
  | 'STATUS_RETRIEVAL_ERROR'
  | 'STATUS_VERIFICATION_ERROR'
  | 'STATUS_LIST_LENGTH_ERROR'
  | 'MALFORMED_VALUE_ERROR'
  | 'RANGE_ERROR'

/** The name that the standard has for what a code of the status check says, where it has one. */
export const statusErrors: { [code in CheckCode<'status'>]?: StatusError } = {
  list_unreachable: 'STATUS_RETRIEVAL_ERROR',
  list_refused: 'STATUS_RETRIEVAL_ERROR',
  list_not_verified: 'STATUS_VERIFICATION_ERROR',
  list_of_another_issuer: 'STATUS_VERIFICATION_ERROR',
  list_out_of_date: 'STATUS_VERIFICATION_ERROR',
  list_rolled_back: 'STATUS_VERIFICATION_ERROR',
  purpose_mismatch: 'STATUS_VERIFICATION_ERROR',
  list_too_short: 'STATUS_LIST_LENGTH_ERROR',
  list_malformed: 'MALFORMED_VALUE_ERROR',
  entry_malformed: 'MALFORMED_VALUE_ERROR',
  index_out_of_range: 'RANGE_ERROR',
}
