import { sha256 } from '@noble/hashes/sha2.js'
import { encodeBase64url } from '../did/base-encoding.ts'
import type { VerifiedStatusList } from './status-list-cache.ts'

/** When a list began to hold and when it was signed, in milliseconds, and a hash of what it says. */
type Seen = { validFrom: number; signedAt: number; saying: string }

export type StatusListMemory = {
  /** Is the list older than the newest that was seen, or as new and yet another? */
  isRolledBack(list: VerifiedStatusList): boolean
  remember(list: VerifiedStatusList): void
}

/**
 * What the newest list at each address was, long after the list itself was dropped: a few bytes each, so that
 * nobody makes the verifier forget one by showing it many of their own.
 */
export function createStatusListMemory({ maxEntries = 100_000 } = {}): StatusListMemory {
  const newest = new Map<string, Seen>()

  return {
    isRolledBack(list) {
      const seen = newest.get(keyOf(list))
      const served = seenOf(list)
      if (seen === undefined) return false
      if (served.validFrom !== seen.validFrom) return served.validFrom < seen.validFrom
      if (served.signedAt !== seen.signedAt) return served.signedAt < seen.signedAt
      return served.saying !== seen.saying
    },
    remember(list) {
      const key = keyOf(list)
      newest.delete(key)
      newest.set(key, seenOf(list))
      const oldest = newest.keys().next().value
      if (newest.size > maxEntries && oldest !== undefined) newest.delete(oldest)
    },
  }
}

function seenOf({ validFrom, signedAt, purposes, bits }: VerifiedStatusList): Seen {
  const saying = sha256.create().update(new TextEncoder().encode(JSON.stringify(purposes)))
  return {
    validFrom: validFrom?.getTime() ?? -Infinity,
    signedAt: signedAt?.getTime() ?? -Infinity,
    saying: encodeBase64url(saying.update(bits).digest().slice(0, 16)),
  }
}

/** By issuer too: who takes over an address cannot push aside what the issuer said there. */
function keyOf({ issuer, url }: VerifiedStatusList): string {
  return encodeBase64url(sha256(new TextEncoder().encode(`${issuer}\n${url}`)))
}
