import type { Did } from '../did/did.ts'

/** The newest word of a city that was seen: an older one is not believed afterwards. */
export type SeenCity = {
  /** Of the newest trust list. */
  seq: number
  /** Largest state of the award log; the root in base64url. */
  size: number
  root: string
  /** Thumbprints of the city's keys that ended: they sign no newer list. */
  endedKeys: readonly string[]
}

/**
 * What is remembered of cities from one check to the next. A verifier keeps it in its database, since a memory
 * that a restart forgets lets an old trust list pass again.
 */
export type TrustMemory = {
  find(city: Did): Promise<SeenCity | undefined>
  /** Keeps what is newer of the two, see newestOf. */
  remember(city: Did, seen: SeenCity): Promise<void>
}

/** Checks that end in another order than they began must not make the memory older. */
export function newestOf(known: SeenCity | undefined, seen: SeenCity): SeenCity {
  if (known === undefined) return seen
  const { size, root } = known.size > seen.size ? known : seen
  const { seq, endedKeys } = known.seq > seen.seq ? known : seen
  return { seq, size, root, endedKeys }
}

/** In memory, bounded; for the command line and for tests. */
export function createTrustMemory(maxCities = 1000): TrustMemory {
  const cities = new Map<Did, SeenCity>()
  return {
    find: async (city) => cities.get(city),
    async remember(city, seen) {
      const newest = newestOf(cities.get(city), seen)
      cities.delete(city)
      cities.set(city, newest)
      const [oldest] = cities.keys()
      if (cities.size > maxCities && oldest !== undefined) cities.delete(oldest)
    },
  }
}
