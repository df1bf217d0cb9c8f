import type { Did } from '../did/did.ts'

/** The newest word of a city that was seen: an older one is not believed afterwards. */
export type SeenCity = {
  /** Of the newest trust list, and the hash of what it says: a second list of its number is another's. */
  seq: number
  listHash?: string
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
  /** Keeps what is newer of the two, see newestOf. @returns what is remembered now */
  remember(city: Did, seen: SeenCity): Promise<SeenCity>
}

const contradicted = 'contradicted'

/**
 * Checks that end in another order than they began must not make the memory older. Of two lists with one number
 * nobody can tell which is the city's: none of that number counts any more.
 */
export function newestOf(known: SeenCity | undefined, seen: SeenCity): SeenCity {
  if (known === undefined) return seen
  const { size, root } = known.size > seen.size ? known : seen
  const { seq, endedKeys } = known.seq > seen.seq ? known : seen
  const listHash = newestHash(known, seen)
  return { seq, ...(listHash !== undefined && { listHash }), size, root, endedKeys }
}

function newestHash(known: SeenCity, seen: SeenCity): string | undefined {
  if (known.seq !== seen.seq) return (known.seq > seen.seq ? known : seen).listHash
  if (known.listHash === undefined || seen.listHash === undefined) {
    return known.listHash ?? seen.listHash
  }
  return known.listHash === seen.listHash ? known.listHash : contradicted
}

/** Did the city sign another list under the same number? What was seen before hashes were kept says nothing. */
export function isContradicted(
  seen: Pick<SeenCity, 'seq' | 'listHash'> | undefined,
  list: { seq: number; listHash: string },
): boolean {
  return seen?.seq === list.seq && seen.listHash !== undefined && seen.listHash !== list.listHash
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
      return newest
    },
  }
}
