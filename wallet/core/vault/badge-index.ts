import { badgeFingerprint } from '../badge-fingerprint.ts'
import type { HeldBadge } from '../held-badge.ts'
import { type BadgeRow, badgeRow } from '../record/badge-row.ts'
import type { RowValue, SealedRows } from './sealed-rows.ts'

/** What the list of badges needs of each, without opening every badge: many of them sealed together. */
export type IndexEntry = { row: BadgeRow; fingerprint: string }

type Shard = Record<string, IndexEntry>

const store = 'index'
const shardCount = 64

export async function readIndex(rows: SealedRows): Promise<IndexEntry[]> {
  const shards = await rows.readAll(store)
  // written by indexChanges and nobody else
  return shards.flatMap(({ value }) => Object.values(value as Shard))
}

/** The shards as they are to be written when these badges were changed, and those removed. */
export async function indexChanges(
  rows: SealedRows,
  { changed = [], removed = [] }: { changed?: readonly HeldBadge[]; removed?: readonly string[] },
): Promise<RowValue[]> {
  const shards = new Map<string, Shard>()
  const shardOf = async (badgeId: string): Promise<Shard> => {
    const id = shardId(badgeId)
    // sound: what is written to this store is made here
    const shard = shards.get(id) ?? ((await rows.read(store, id)) as Shard | undefined) ?? {}
    shards.set(id, shard)
    return shard
  }
  for (const badge of changed) {
    const shard = await shardOf(badge.id)
    shard[badge.id] = { row: badgeRow(badge), fingerprint: badgeFingerprint(badge) }
  }
  for (const id of removed) delete (await shardOf(id))[id]
  return [...shards].map(([id, value]) => ({ store, id, value }))
}

/** By the sum of its characters: ids are random, and any may come back from a backup. */
function shardId(badgeId: string): string {
  const sum = [...badgeId].reduce((total, character) => total * 31 + character.charCodeAt(0), 7)
  return String(sum % shardCount)
}
