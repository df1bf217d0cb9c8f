import { createTrustMemory, newestOf, type TrustMemory } from '../../shared/trust/trust-memory.ts'

/** Believes nothing older than what was kept of a city, and keeps what strangers bring for as long as the process lives. */
export function createUnwrittenTrustMemory(kept: Pick<TrustMemory, 'find'>): TrustMemory {
  const own = createTrustMemory()
  const find: TrustMemory['find'] = async (city) => {
    const [known, seen] = await Promise.all([kept.find(city), own.find(city)])
    return seen === undefined ? known : newestOf(known, seen)
  }
  return {
    find,
    remember: async (city, seen) => own.remember(city, newestOf(await find(city), seen)),
  }
}
