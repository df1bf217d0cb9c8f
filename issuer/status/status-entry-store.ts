import { randomInt } from 'node:crypto'
import { EntitySchema } from 'typeorm'
import type { Reader, Transaction } from '../../shared/node/database/database.ts'
import { insertIfAbsent } from '../../shared/node/database/insert-if-absent.ts'
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

/** Takes a random place that no entry has; undefined where none is found. */
export async function takeFreePlace(
  tx: Transaction,
  entry: Omit<StatusEntryRow, 'entryIndex'>,
): Promise<StatusPlace | undefined> {
  const { list } = entry
  for (let attempt = 0; attempt < triesBeforeClosing; attempt += 1) {
    const index = randomInt(minimumListLength)
    const isTaken = await insertIfAbsent(tx, statusEntryEntity, { ...entry, entryIndex: index })
    if (isTaken) return { list, index }
  }
  return undefined
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
