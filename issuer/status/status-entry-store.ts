import { randomInt } from 'node:crypto'
import { EntitySchema } from 'typeorm'
import type { Reader, Transaction } from '../../shared/node/database/database.ts'
import { insertAbsentRows } from '../../shared/node/database/insert-rows.ts'
import { minimumListLength } from '../../shared/status/bitstring.ts'

export type StatusEntryRow = {
  provider: string
  list: string
  /** Place in the bitstring. */
  entryIndex: number
  /** Empty in the entries that belong to no badge. */
  awardId: string
  isSet: boolean
}

export const statusEntryEntity = new EntitySchema<StatusEntryRow>({
  name: 'status_entry',
  columns: {
    provider: { type: 'varchar', primary: true },
    list: { type: 'varchar', primary: true },
    entryIndex: { type: 'integer', name: 'entry_index', primary: true },
    awardId: { type: 'varchar', name: 'award_id' },
    isSet: { type: 'boolean', name: 'is_set' },
  },
})

export type StatusPlace = { list: string; index: number }

/**
 * So often a random place is tried before the list counts as full. Sixteen misses in a row first happen when a
 * list is about 60 % full, so lists close with free places left for decoys, and no award counts rows.
 */
const triesBeforeClosing = 16

type NewEntry = Omit<StatusEntryRow, 'entryIndex'>

/** Takes a random place that no entry has; undefined where none is found. */
export async function takeFreePlace(
  tx: Transaction,
  entry: NewEntry,
): Promise<StatusPlace | undefined> {
  const { awardId, ...where } = entry
  return (await takeFreePlaces(tx, where, [awardId])).get(awardId)
}

/** As takeFreePlace, for many awards of one list at a time: the places of those for whom one is found. */
export async function takeFreePlaces(
  tx: Transaction,
  entry: Omit<NewEntry, 'awardId'>,
  awardIds: readonly string[],
): Promise<Map<string, StatusPlace>> {
  const { list } = entry
  const places = new Map<string, StatusPlace>()
  for (let attempt = 0; attempt < triesBeforeClosing; attempt += 1) {
    const waiting = awardIds.filter((awardId) => !places.has(awardId))
    if (waiting.length === 0) break
    const chosen = randomPlaces(waiting.length)
    const rows = waiting.map((awardId, at) => ({ ...entry, awardId, entryIndex: chosen[at] ?? 0 }))
    const free = new Set(await insertAbsentRows(tx, statusEntryEntity, rows, 'entryIndex'))
    for (const { awardId, entryIndex: index } of rows) {
      if (free.has(index)) places.set(awardId, { list, index })
    }
  }
  return places
}

/** Different ones. */
export function randomPlaces(count: number): number[] {
  const places = new Set<number>()
  while (places.size < count) places.add(randomInt(minimumListLength))
  return [...places]
}

export async function listSetIndices(
  reader: Reader,
  key: Pick<StatusEntryRow, 'provider' | 'list'>,
): Promise<number[]> {
  const set = await reader.find(statusEntryEntity, {
    where: { ...key, isSet: true },
    select: { entryIndex: true },
  })
  return set.map(({ entryIndex }) => entryIndex)
}
