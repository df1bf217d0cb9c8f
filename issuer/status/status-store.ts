import { randomBytes, randomInt } from 'node:crypto'
import { EntitySchema } from 'typeorm'
import type { Reader, Transaction } from '../../shared/node/database/database.ts'
import { minimumListLength } from '../../shared/status/bitstring.ts'
import type { StatusPurpose } from '../../shared/status/status-entry.ts'

export type StatusListRow = {
  provider: string
  /** Random, so that it does not tell how many lists there are. */
  id: string
  purpose: StatusPurpose
  /** New awards get their place in an open list. */
  isOpen: boolean
  /** Goes up with every change of a bit. */
  version: number
  /** What the signed list tells; behind `version` until it is signed again. */
  publishedVersion: number
  /** When the signed list must be renewed at the latest. */
  renewAt: string
  createdAt: string
}

export const statusListEntity = new EntitySchema<StatusListRow>({
  name: 'status_list',
  columns: {
    provider: { type: 'varchar', primary: true },
    id: { type: 'varchar', primary: true },
    purpose: { type: 'varchar' },
    isOpen: { type: 'boolean', name: 'is_open' },
    version: { type: 'integer' },
    publishedVersion: { type: 'integer', name: 'published_version' },
    renewAt: { type: 'varchar', name: 'renew_at' },
    createdAt: { type: 'varchar', name: 'created_at' },
  },
})

export type StatusEntryRow = {
  provider: string
  list: string
  /** Place in the bitstring. */
  entryIndex: number
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

/** Gives the award a random place in an open list of its provider, opening one where there is none. */
export async function allocateStatus(
  tx: Transaction,
  award: { provider: string; awardId: string; purpose: StatusPurpose; at: string },
): Promise<StatusPlace> {
  const { provider, awardId, purpose, at } = award
  const open = await tx.findOne(statusListEntity, {
    where: { provider, purpose, isOpen: true },
    order: { id: 'ASC' },
  })
  const place = open && (await takePlace(tx, { provider, awardId, list: open.id }))
  if (place) return place
  if (open) await tx.update(statusListEntity, { provider, id: open.id }, { isOpen: false })
  const list = await addStatusList(tx, { provider, purpose, at })
  const placeInNewList = await takePlace(tx, { provider, awardId, list })
  if (placeInNewList === undefined) throw new Error('an empty status list has no free place')
  return placeInNewList
}

async function takePlace(
  tx: Transaction,
  { provider, awardId, list }: { provider: string; awardId: string; list: string },
): Promise<StatusPlace | undefined> {
  for (let attempt = 0; attempt < triesBeforeClosing; attempt += 1) {
    const index = randomInt(minimumListLength)
    const place = { provider, list, entryIndex: index }
    if (!(await tx.exists(statusEntryEntity, { where: place }))) {
      await tx.insert(statusEntryEntity, { ...place, awardId, isSet: false })
      return { list, index }
    }
  }
  return undefined
}

async function addStatusList(
  tx: Transaction,
  { provider, purpose, at }: { provider: string; purpose: StatusPurpose; at: string },
): Promise<string> {
  const id = randomBytes(9).toString('base64url')
  await tx.insert(statusListEntity, {
    provider,
    id,
    purpose,
    isOpen: true,
    version: 1,
    publishedVersion: 0,
    renewAt: at,
    createdAt: at,
  })
  return id
}

/** Sets or clears the bit and marks the list as changed. */
export async function changeStatusBit(
  tx: Transaction,
  place: { provider: string; list: string; index: number; isSet: boolean },
): Promise<void> {
  const { provider, list, index, isSet } = place
  await tx.update(statusEntryEntity, { provider, list, entryIndex: index }, { isSet })
  await tx.increment(statusListEntity, { provider, id: list }, 'version', 1)
}

/** All lists of the provider are to be signed again, by the key that it uses now. */
export async function markStatusListsDue(
  tx: Transaction,
  provider: string,
  at: string,
): Promise<void> {
  await tx.update(statusListEntity, { provider }, { renewAt: at })
}

/** A list and its set bits, as they belong together. */
export async function readStatusList(
  tx: Transaction,
  { provider, id }: { provider: string; id: string },
): Promise<{ list: StatusListRow; setIndices: number[] } | undefined> {
  const list = await tx.findOneBy(statusListEntity, { provider, id })
  if (list === null) return undefined
  const set = await tx.find(statusEntryEntity, {
    where: { provider, list: id, isSet: true },
    select: { entryIndex: true },
  })
  return { list, setIndices: set.map(({ entryIndex }) => entryIndex) }
}

/** Lists whose signed form is behind or grows old. */
export async function listStatusListsDue(
  reader: Reader,
  now: string,
): Promise<Pick<StatusListRow, 'provider' | 'id'>[]> {
  return reader
    .createQueryBuilder(statusListEntity, 'list')
    .select(['list.provider', 'list.id'])
    .where('list.publishedVersion < list.version OR list.renewAt <= :now', { now })
    .orderBy('list.renewAt')
    .limit(100)
    .getMany()
}

/**
 * Notes what the newly signed list tells.
 * @returns false when a signed list that tells as much or more is already out, unless it was due for renewal
 */
export async function markStatusListPublished(
  tx: Transaction,
  signed: { provider: string; id: string; version: number; signedAt: string; renewAt: string },
): Promise<boolean> {
  const { provider, id, version, signedAt, renewAt } = signed
  const list = await tx.findOneBy(statusListEntity, { provider, id })
  if (list === null) return false
  const isNewer = list.publishedVersion < version
  const isRenewal = list.publishedVersion === version && list.renewAt <= signedAt
  if (!isNewer && !isRenewal) return false
  await tx.update(statusListEntity, { provider, id }, { publishedVersion: version, renewAt })
  return true
}
