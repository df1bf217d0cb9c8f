import { AppError } from '../../errors/app-error.ts'
import { jwsPartsOf } from '../jws-parts.ts'

/** What a picture carries, as its bytes were signed, and what its place in the file says that it is. */
export type BakedCredential = {
  kind: (typeof bakedKinds)[number]
  /** JSON or a compact JWS; of an Open Badge 2.0 it may also be the address of the hosted assertion. */
  text: string
}

/** In the order in which a picture that carries several is read. */
export const bakedKinds = ['open-badge-3', 'learner-record', 'open-badge-2'] as const

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
