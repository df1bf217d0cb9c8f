import type { AppError } from '../../shared/errors/app-error.ts'
import type { ErrorCode } from '../../shared/errors/error-codes.ts'
import { nothingReasons } from '../../shared/given/nothing.ts'

/** Why there is nothing to report on; each has its plain words under `verifier.check.problem`. */
const problems = [
  ...nothingReasons,
  'unreadable',
  'too-many-files',
  'too-slow',
  // links that hold no badge
  'offer',
  'request',
  'restore',
  'picture-address',
  'leads-on',
  // what nobody should send
  'wallet-file',
  'sealed-wallet',
  // links of shared CVs
  'share-damaged',
  'share-expired',
  'share-malformed',
  'share-withdrawn',
  // addresses
  'address-forbidden',
  'fetch-failed',
  'fetch-redirected',
  'fetch-too-large',
  'not-found',
] as const

export type Problem = (typeof problems)[number]

const byCode: Partial<Record<ErrorCode, Problem>> = {
  address_forbidden: 'address-forbidden',
  fetch_failed: 'fetch-failed',
  fetch_redirected: 'fetch-redirected',
  fetch_too_large: 'fetch-too-large',
  not_found: 'not-found',
  share_damaged: 'share-damaged',
  share_expired: 'share-expired',
  share_link_malformed: 'share-malformed',
  share_withdrawn: 'share-withdrawn',
  wallet_file_given: 'wallet-file',
}

/** The words for what went wrong on the way; what has none of its own could not be read. */
export function problemOf({ code }: AppError): Problem {
  return byCode[code] ?? 'unreadable'
}

const statuses: Partial<Record<Problem, number>> = {
  'too-large': 413,
  'too-many-files': 413,
  'share-expired': 410,
  'share-withdrawn': 410,
  'not-found': 404,
  'fetch-failed': 502,
  'fetch-redirected': 502,
  'fetch-too-large': 502,
  'too-slow': 504,
}

export function statusOf(problem: Problem): number {
  return statuses[problem] ?? 400
}
