import { randomInt } from 'node:crypto'
import type { Transaction } from '../../shared/node/database/database.ts'
import { minimumListLength } from '../../shared/status/bitstring.ts'
import type { StatusPurpose } from '../../shared/status/status-entry.ts'
import { statusEntryEntity, takeFreePlace } from './status-entry-store.ts'

/**
 * Decoys are entries that belong to no badge and keep their place for good, so that no badge ever gets it. Some of
 * their bits are set: whoever reads a published list, or follows it, cannot tell them from those of badges.
 * @see https://www.w3.org/TR/vc-bitstring-status-list/#decoy-values
 */
const noAward = ''

/** A new list begins with so many set decoys, at least and at most: how many of its bits tell of badges is open. */
const firstDecoys = { least: 64, most: 512 }

/** At most so many decoys are set, and so many cleared, with one change of the list. */
const mostAtOnce = 3

type ListKey = { provider: string; list: string }

/** Of a list that has no entry yet. */
export async function addFirstDecoys(tx: Transaction, key: ListKey): Promise<void> {
  const count = randomInt(firstDecoys.least, firstDecoys.most + 1)
  const indices = new Set<number>()
  while (indices.size < count) indices.add(randomInt(minimumListLength))
  const rows = [...indices].map((entryIndex) => ({
    ...key,
    entryIndex,
    awardId: noAward,
    isSet: true,
  }))
  await tx.insert(statusEntryEntity, rows)
}

/**
 * Sets a few decoys more, perhaps none; where bits can be cleared, it clears a few too. So neither how much a list
 * changes nor that it does tells how many badges changed.
 */
export async function shiftDecoys(
  tx: Transaction,
  { purpose, ...key }: ListKey & { purpose: StatusPurpose },
): Promise<void> {
  for (let left = randomInt(mostAtOnce + 1); left > 0; left -= 1) {
    await takeFreePlace(tx, { ...key, awardId: noAward, isSet: true })
  }
  if (purpose === 'suspension') await clearDecoys(tx, key, randomInt(mostAtOnce + 1))
}

async function clearDecoys(tx: Transaction, key: ListKey, count: number): Promise<void> {
  const set = await tx.find(statusEntryEntity, {
    where: { ...key, isSet: true, awardId: noAward },
    select: { entryIndex: true },
  })
  for (let left = Math.min(count, set.length); left > 0; left -= 1) {
    const [decoy] = set.splice(randomInt(set.length), 1)
    if (decoy === undefined) return
    const { entryIndex } = decoy
    await tx.update(statusEntryEntity, { ...key, entryIndex }, { isSet: false })
  }
}
