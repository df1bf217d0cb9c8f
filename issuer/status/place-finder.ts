import type { Database, Reader } from '../../shared/node/database/database.ts'
import type { DeriveBytes } from '../../shared/node/kms/installation-secret.ts'
import { minimumListLength } from '../../shared/status/bitstring.ts'
import type { StatusPurpose } from '../../shared/status/status-entry.ts'
import { createListSlices } from './list-slices.ts'
import { randomPlaces, type StatusPlace, statusEntryEntity } from './status-entry-store.ts'
import { addStatusList, statusListEntity } from './status-store.ts'

/** Of the places that are looked at, so many must be free, or the list closes: about where one award would close it. */
const leastFree = 0.4

export type PlaceFinder = {
  /**
   * Finds free places for many awards of a provider, in one list: in a slice of it, as long as that has enough. No other
   * call here gets them until they are let go. Another node may get them for the same slice, or where slices are full;
   * whoever inserts them finds by the unique key that it was faster, and asks again.
   */
  find(wanted: {
    provider: string
    purpose: StatusPurpose
    count: number
    at: string
    /** Any number; those who ask at the same time have different ones. */
    slice: number
  }): Promise<{ places: StatusPlace[]; letGo(): void }>
}

export function createPlaceFinder({
  database,
  derive,
}: {
  database: Database
  derive: DeriveBytes
}): PlaceFinder {
  const randomPlacesIn = createListSlices(derive)
  const held = new Set<string>()
  const nameOf = (list: string, index: number) => `${list}/${index}`
  return {
    async find({ count, slice, ...wanted }) {
      for (;;) {
        const list = await openList(database, wanted)
        const key = { provider: wanted.provider, list }
        const freeOf = async (looked: readonly number[]) => {
          const taken = await takenOf(database.reader, key, looked)
          return looked.filter((index) => !taken.has(index) && !held.has(nameOf(list, index)))
        }
        let free = await freeOf(randomPlacesIn(list, slice, count * 2))
        let isOpen = free.length >= count
        if (!isOpen) {
          const looked = randomPlaces(Math.min(count * 3, minimumListLength))
          free = await freeOf(looked)
          isOpen = free.length >= looked.length * leastFree && free.length >= count
        }
        if (isOpen) {
          const places = free.slice(0, count).map((index) => ({ list, index }))
          const names = places.map(({ index }) => nameOf(list, index))
          for (const name of names) held.add(name)
          const letGo = () => {
            for (const name of names) held.delete(name)
          }
          return { places, letGo }
        }
        const full = { provider: wanted.provider, id: list }
        await database.transact((tx) => tx.update(statusListEntity, full, { isOpen: false }))
      }
    },
  }
}

/** Which of the places have an entry by now. */
export async function takenOf(
  reader: Reader,
  { provider, list }: { provider: string; list: string },
  indices: readonly number[],
): Promise<Set<number>> {
  const entries: { at: number }[] = await reader
    .createQueryBuilder(statusEntryEntity, 'entry')
    .select('entry.entryIndex', 'at')
    .where('entry.provider = :provider AND entry.list = :list', { provider, list })
    // whole numbers of our own: thousands of parameters would take longer to bind than to look up
    .andWhere(`entry.entryIndex IN (${indices.map(Math.trunc).join(',')})`)
    .getRawMany()
  return new Set(entries.map(({ at }) => at))
}

async function openList(
  database: Database,
  { provider, purpose, at }: { provider: string; purpose: StatusPurpose; at: string },
): Promise<string> {
  const find = (reader: Reader) =>
    reader.findOne(statusListEntity, {
      where: { provider, purpose, isOpen: true },
      order: { id: 'ASC' },
    })
  const open = await find(database.reader)
  if (open !== null) return open.id
  return database.transact(
    async (tx) => (await find(tx))?.id ?? addStatusList(tx, { provider, purpose, at }),
  )
}
