import type { VerificationKey } from './did-document.ts'

/**
 * Whether a key may sign what is made at this moment: one that is revoked, from whenever on, and one that has expired may
 * not. What was signed earlier is judged by `findKey` of shared/verify instead.
 * @see https://www.w3.org/TR/cid-1.0/#verification-methods
 */
export function isInUse(key: Pick<VerificationKey, 'revoked' | 'expires'>, now: Date): boolean {
  return key.revoked === undefined && !(key.expires && Date.parse(key.expires) <= now.getTime())
}
