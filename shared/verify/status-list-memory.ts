import { sha256 } from '@noble/hashes/sha2.js'
import { encodeBase64url } from '../did/base-encoding.ts'
import type { VerifiedStatusList } from './verified-status-list.ts'

/** When a list began to hold and when it was signed, in milliseconds, and a hash of what it says. */
export type SeenStatusList = { validFrom: number; signedAt: number; saying: string }

/**
 * What the newest list at each address was, long after the list itself was dropped. A verifier keeps it in its
 * database, since a memory that a restart forgets lets a list from before a revocation pass again.
 */
export type StatusListMemory = {
  /** Keeps what is newer of the two, see newestStatusList. @returns what is remembered now */
  remember(place: ListPlace, seen: SeenStatusList): Promise<SeenStatusList>
}

/** Hashes, all of one length, so that no address fills the memory. */
export type ListPlace = {
  /** Of issuer and address: who takes over an address cannot push aside what the issuer said there. */
  key: string
  issuer: string
}

/** False for a list that is older than the newest that was seen, or as new and yet another. */
export async function isNewestList(
  list: VerifiedStatusList,
  memory: StatusListMemory,
): Promise<boolean> {
  const seen = seenOf(list)
  const newest = await memory.remember(placeOf(list), seen)
  return isSameList(newest, seen)
}

/** Checks that end in another order than they began must not make the memory older. */
export function newestStatusList(
  known: SeenStatusList | undefined,
  seen: SeenStatusList,
): SeenStatusList {
  return known === undefined || isOlder(known, seen) ? seen : known
}

export function isSameList(one: SeenStatusList, other: SeenStatusList): boolean {
  return (
    one.validFrom === other.validFrom &&
    one.signedAt === other.signedAt &&
    one.saying === other.saying
  )
}

/** In memory, bounded: a few bytes each, so that nobody makes it forget one by showing many of their own. */
export function createStatusListMemory({ maxEntries = 100_000 } = {}): StatusListMemory {
  const lists = new Map<string, SeenStatusList>()
  return {
    async remember({ key }, seen) {
      const newest = newestStatusList(lists.get(key), seen)
      lists.delete(key)
      lists.set(key, newest)
      const oldest = lists.keys().next().value
      if (lists.size > maxEntries && oldest !== undefined) lists.delete(oldest)
      return newest
    },
  }
}

/** By validFrom, and of two from one moment by the time of signing. */
function isOlder(one: SeenStatusList, other: SeenStatusList): boolean {
  return one.validFrom === other.validFrom
    ? one.signedAt < other.signedAt
    : one.validFrom < other.validFrom
}

/** A list that does not say when it began to hold is older than any that does. */
const unsaid = Number.MIN_SAFE_INTEGER

function seenOf({ validFrom, signedAt, purposes, bits }: VerifiedStatusList): SeenStatusList {
  const saying = sha256.create().update(new TextEncoder().encode(JSON.stringify(purposes)))
  return {
    validFrom: validFrom?.getTime() ?? unsaid,
    signedAt: signedAt?.getTime() ?? unsaid,
    saying: encodeBase64url(saying.update(bits).digest().slice(0, 16)),
  }
}

function placeOf({ issuer, url }: VerifiedStatusList): ListPlace {
  return { key: hash(`${issuer}\n${url}`), issuer: hash(issuer) }
}

function hash(text: string): string {
  return encodeBase64url(sha256(new TextEncoder().encode(text)))
}
