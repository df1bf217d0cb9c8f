import { randomBytes } from 'node:crypto'
import { EntitySchema } from 'typeorm'
import type { Reader, Transaction } from '../../shared/node/database/database.ts'
import type { StatusPurpose } from '../../shared/status/status-entry.ts'
import { addFirstDecoys, shiftDecoys } from './decoys.ts'
import {
  listSetIndices,
  type StatusPlace,
  statusEntryEntity,
  takeFreePlaces,
} from './status-entry-store.ts'

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

/** Of every purpose, the first one first. */
export function findOpenLists(tx: Transaction, provider: string): Promise<StatusListRow[]> {
  return tx.find(statusListEntity, { where: { provider, isOpen: true }, order: { id: 'ASC' } })
}

/**
 * Gives awards random places in an open list of their provider, opening one where there is none or it is full.
 * @param openLists of the provider, where they were read before in this unit
 */
export async function allocateStatus(
  tx: Transaction,
  { provider, purpose, at }: { provider: string; purpose: StatusPurpose; at: string },
  awardIds: readonly string[],
  openLists?: readonly StatusListRow[],
): Promise<Map<string, StatusPlace>> {
  const known = openLists ?? (await findOpenLists(tx, provider))
  const open = known.find((list) => list.purpose === purpose)
  const entry = { provider, isSet: false }
  const places = open
    ? await takeFreePlaces(tx, { ...entry, list: open.id }, awardIds)
    : new Map<string, StatusPlace>()
  const left = awardIds.filter((awardId) => !places.has(awardId))
  if (left.length === 0) return places
  if (open) await tx.update(statusListEntity, { provider, id: open.id }, { isOpen: false })
  const list = await addStatusList(tx, { provider, purpose, at })
  const others = await takeFreePlaces(tx, { ...entry, list }, left)
  if (others.size < left.length) throw new Error('an empty status list has too few free places')
  return new Map([...places, ...others])
}

export async function addStatusList(
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
  await addFirstDecoys(tx, { provider, list: id })
  return id
}

/** Sets or clears the bit, some decoys beside it, and marks the list as changed. */
export async function changeStatusBit(
  tx: Transaction,
  place: { provider: string; list: string; index: number; isSet: boolean },
): Promise<void> {
  const { provider, list, index, isSet } = place
  await tx.update(statusEntryEntity, { provider, list, entryIndex: index }, { isSet })
  await stirStatusList(tx, { provider, id: list })
}

/** Changes decoys and marks the list as changed. */
export async function stirStatusList(
  tx: Transaction,
  { provider, id }: { provider: string; id: string },
): Promise<void> {
  const list = await tx.findOneBy(statusListEntity, { provider, id })
  if (list === null) return
  await shiftDecoys(tx, { provider, list: id, purpose: list.purpose })
  await tx.increment(statusListEntity, { provider, id }, 'version', 1)
}

/** All lists, open and closed. */
export async function listStatusLists(
  reader: Reader,
): Promise<Pick<StatusListRow, 'provider' | 'id'>[]> {
  return reader.find(statusListEntity, { select: { provider: true, id: true } })
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
  return { list, setIndices: await listSetIndices(tx, { provider, list: id }) }
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
