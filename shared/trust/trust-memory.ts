import type { Did } from '../did/did.ts'

/** The newest word of a city that was seen: an older one is not believed afterwards. */
export type SeenCity = {
  seq: number
  /** State of the award log at that time; the root in base64url. */
  size: number
  root: string
}

/**
 * What is remembered of cities from one check to the next. A verifier keeps it in its database, since a memory
 * that a restart forgets lets an old trust list pass again.
 */
export type TrustMemory = {
  find(city: Did): Promise<SeenCity | undefined>
  /** Keeps the entry unless one with a higher seq is there. */
  remember(city: Did, seen: SeenCity): Promise<void>
}

/** In memory, bounded; for the command line and for tests. */
export function createTrustMemory(maxCities = 1000): TrustMemory {
  const cities = new Map<Did, SeenCity>()
  return {
    find: async (city) => cities.get(city),
    async remember(city, seen) {
      const known = cities.get(city)
      if (known && known.seq > seen.seq) return
      cities.delete(city)
      cities.set(city, seen)
      const [oldest] = cities.keys()
      if (cities.size > maxCities && oldest !== undefined) cities.delete(oldest)
    },
  }
}
