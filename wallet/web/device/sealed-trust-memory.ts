import type { Did } from '../../../shared/did/did.ts'
import { newestOf, type SeenCity, type TrustMemory } from '../../../shared/trust/trust-memory.ts'
import { settingStore } from '../../core/backup/snapshot.ts'
import type { SealedRows } from '../../core/vault/sealed-rows.ts'

// one row for all: the name of a row is not sealed
const place = { store: settingStore, id: 'seen-cities' }

/** What was seen of cities, kept with the wallet: an older trust list or log is not believed after a restart either. */
export function createSealedTrustMemory(rows: SealedRows): TrustMemory {
  const read = async (): Promise<Record<Did, SeenCity>> =>
    // written by remember and nobody else
    ((await rows.read(place.store, place.id)) ?? {}) as Record<Did, SeenCity>
  return {
    find: async (city) => (await read())[city],
    remember: (city, seen) =>
      rows.change(async () => {
        const cities = await read()
        const newest = newestOf(cities[city], seen)
        const isNews = JSON.stringify(cities[city]) !== JSON.stringify(newest)
        const value = { ...cities, [city]: newest }
        return { rows: isNews ? [{ ...place, value }] : [], result: newest }
      }),
  }
}
