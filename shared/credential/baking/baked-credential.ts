import { AppError } from '../../errors/app-error.ts'
import { jwsPartsOf } from '../jws-parts.ts'

/** What a picture carries: an Open Badge as its bytes were signed, and the version that its place in the file tells. */
export type BakedCredential = {
  kind: 'open-badge-3' | 'open-badge-2'
  /** JSON or a compact JWS; of an Open Badge 2.0 it may also be the address of the hosted assertion. */
  text: string
}

/** As much as readSecured takes. */
export const maxBakedBytes = 4_194_304

export function isCompactJws(text: string): boolean {
  return jwsPartsOf(text) !== undefined
}

/** @throws AppError badge_file_malformed for what is neither JSON nor a compact JWS, or too large for any reader */
export function requireBakeable(text: string): void {
  const isOfSize = text.length > 0 && new TextEncoder().encode(text).length <= maxBakedBytes
  const isOfShape = isCompactJws(text) || /^\s*\{/.test(text)
  // a lone half of a character cannot be written and read back
  if (isOfSize && isOfShape && !text.includes('\0') && !/\p{Surrogate}/u.test(text)) return
  throw new AppError('badge_file_malformed', 'What should go into the picture is not a badge')
}
