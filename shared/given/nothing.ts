import type { AppError } from '../errors/app-error.ts'

/** Why nothing was found in what a person gave. */
export const nothingReasons = [
  'empty',
  'words',
  'too-large',
  'binary',
  'json-damaged',
  'token-damaged',
  'paper-code',
  'web-page',
  'pdf',
  'office',
  'zip',
  'gzip',
  'picture-kind',
  'picture-without-badge',
  'picture-of-another',
  'picture-damaged',
  'picture-compressed',
] as const

export type NothingReason = (typeof nothingReasons)[number]

export type Nothing = { kind: 'nothing'; reason: NothingReason; cause?: AppError }
