import { createHash, hash, timingSafeEqual } from 'node:crypto'
import type { DeriveBytes } from '../../shared/node/kms/installation-secret.ts'

/** Whose secrets: an award, and how often its offer was renewed, which makes all of them new. */
export type ClaimSubject = { provider: string; id: string; offerGeneration: number }

const txCodeLength = 6

/**
 * What opens an award. None of it is in the database: each is derived again when it is told or compared, and
 * found by its hash.
 */
export type ClaimSecrets = {
  /** The unguessable part of the claim link. */
  claimIdOf(award: ClaimSubject): string
  /** A pre-authorized code; `seed` makes each one different. */
  codeOf(award: ClaimSubject, seed: string): string
  /** Six digits that reach the learner another way. */
  txCodeOf(award: ClaimSubject): string
  /** Compares in constant time. */
  isTxCodeOf(award: ClaimSubject, text: string): boolean
}

export function createClaimSecrets(derive: DeriveBytes): ClaimSecrets {
  const words = ({ provider, id, offerGeneration }: ClaimSubject) =>
    [provider, id, offerGeneration] as const
  const txCodeOf = (award: ClaimSubject) => {
    const number =
      derive('tx-code', ...words(award)).readBigUInt64BE() % 10n ** BigInt(txCodeLength)
    return number.toString().padStart(txCodeLength, '0')
  }
  return {
    claimIdOf: (award) => derive('claim', ...words(award)).toString('base64url'),
    codeOf: (award, seed) => derive('code', ...words(award), seed).toString('base64url'),
    txCodeOf,
    isTxCodeOf: (award, text) => isSameText(txCodeOf(award), text),
  }
}

export const txCodeShape = { input_mode: 'numeric', length: txCodeLength } as const

/** How secrets are looked up: SHA-256, hex. They are random enough for a hash without salt. */
export function hashSecret(secret: string): string {
  return hash('sha256', secret)
}

/** Hashes first, so that the length of neither shows in the time. */
function isSameText(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(one), digest(other))
}
