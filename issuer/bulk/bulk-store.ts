import { EntitySchema, IsNull, LessThan } from 'typeorm'
import type { Language } from '../../shared/i18n/messages.ts'
import type { Reader, Transaction } from '../../shared/node/database/database.ts'
import { insertRows } from '../../shared/node/database/insert-rows.ts'
import type { CredentialFormat } from '../../shared/oid4vc/credential-format.ts'
import type { AwardDelivery } from '../awards/award.ts'
import type { RosterRow, RowFault } from './roster.ts'

/** A roster that was read, to be awarded with one badge. Its job has the same id. */
export type BulkRow = {
  provider: string
  id: string
  badge: string
  badgeVersion: number
  language: Language
  delivery: AwardDelivery
  /** Of badges that are issued at once. */
  format: CredentialFormat
  /** Whether each learner's link goes to them by e-mail. */
  notify: boolean
  fileName: string
  /** SHA-256, hex: the same file for the same badge is noticed. */
  fileHash: string
  /** How many lines are to be awarded, and how many are left out. */
  rows: number
  faults: number
  /** JSON: the first of them. */
  faultList: string
  /** Who did it: stands in the audit. */
  actor: string
  createdAt: string
  startedAt: string | null
}

export const bulkEntity = new EntitySchema<BulkRow>({
  name: 'bulk_award',
  columns: {
    provider: { type: 'varchar', primary: true },
    id: { type: 'varchar', primary: true },
    badge: { type: 'varchar' },
    badgeVersion: { type: 'integer', name: 'badge_version' },
    language: { type: 'varchar' },
    delivery: { type: 'varchar' },
    format: { type: 'varchar' },
    notify: { type: 'boolean' },
    fileName: { type: 'varchar', name: 'file_name' },
    fileHash: { type: 'varchar', name: 'file_hash' },
    rows: { type: 'integer' },
    faults: { type: 'integer' },
    faultList: { type: 'text', name: 'fault_list' },
    actor: { type: 'varchar' },
    createdAt: { type: 'varchar', name: 'created_at' },
    startedAt: { type: 'varchar', name: 'started_at', nullable: true },
  },
})

/** Some lines of a roster, which are awarded together. */
export type BulkPartRow = {
  provider: string
  bulkId: string
  /** The same as of the job's part. */
  number: number
  /** JSON: the lines; once they are awarded their numbers alone, since the award holds the rest. */
  lines: string
}

export const bulkPartEntity = new EntitySchema<BulkPartRow>({
  name: 'bulk_part',
  columns: {
    provider: { type: 'varchar', primary: true },
    bulkId: { type: 'varchar', name: 'bulk_id', primary: true },
    number: { type: 'integer', primary: true },
    lines: { type: 'text' },
  },
})

export type BulkKey = Pick<BulkRow, 'provider' | 'id'>

export type PartKey = { provider: string; bulkId: string; number: number }

/** The lines of a part, as they are kept until they are awarded. */
export function partText(rows: readonly RosterRow[]): string {
  return JSON.stringify(rows)
}

export async function addBulk(
  tx: Transaction,
  bulk: BulkRow,
  parts: readonly string[],
): Promise<void> {
  await tx.insert(bulkEntity, bulk)
  const { provider, id: bulkId } = bulk
  const rows = parts.map((lines, number) => ({ provider, bulkId, number, lines }))
  await insertRows(tx, bulkPartEntity, rows)
}

export async function findBulk(reader: Reader, key: BulkKey): Promise<BulkRow | undefined> {
  const { provider, id } = key
  return (await reader.findOneBy(bulkEntity, { provider, id })) ?? undefined
}

export async function countParts(reader: Reader, { provider, id }: BulkKey): Promise<number> {
  return reader.count(bulkPartEntity, { where: { provider, bulkId: id } })
}

/** The newest first. */
export async function listBulks(reader: Reader, provider: string): Promise<BulkRow[]> {
  return reader.find(bulkEntity, { where: { provider }, order: { createdAt: 'DESC' }, take: 20 })
}

/** Another one of the same file with the same badge that was started. */
export async function findTwin(reader: Reader, bulk: BulkRow): Promise<BulkRow | undefined> {
  const { provider, badge, fileHash, id } = bulk
  const twins = await reader.findBy(bulkEntity, { provider, badge, fileHash })
  return twins.find((twin) => twin.id !== id && twin.startedAt !== null)
}

/** The lines of a part that are still to be awarded, and the text that they were read from. */
export async function readPart(
  reader: Reader,
  key: PartKey,
): Promise<{ text: string; rows: RosterRow[] }> {
  const text = await readText(reader, key)
  return { text, rows: parseLines(text).filter((line) => typeof line !== 'number') }
}

/** The numbers of the part's lines, awarded or not. */
export async function readLineNumbers(reader: Reader, key: PartKey): Promise<number[]> {
  const lines = parseLines(await readText(reader, key))
  return lines.map((line) => (typeof line === 'number' ? line : line.line))
}

async function readText(reader: Reader, { provider, bulkId, number }: PartKey): Promise<string> {
  return (await reader.findOneBy(bulkPartEntity, { provider, bulkId, number }))?.lines ?? '[]'
}

function parseLines(text: string): (RosterRow | number)[] {
  // the column is written by partText, markAwarded and forgetInRosters alone
  return JSON.parse(text) as (RosterRow | number)[]
}

/**
 * Notes that the lines of the part are awarded.
 * @returns false where the part is no longer what it was read as: somebody was taken out of it
 */
export async function markAwarded(
  tx: Transaction,
  { provider, bulkId, number }: PartKey,
  { text, rows }: { text: string; rows: readonly RosterRow[] },
): Promise<boolean> {
  const key = { provider, bulkId, number }
  if ((await readText(tx, key)) !== text) return false
  await tx.update(bulkPartEntity, key, { lines: JSON.stringify(rows.map(({ line }) => line)) })
  return true
}

export async function changeBulk(
  tx: Transaction,
  { provider, id }: BulkKey,
  changes: Partial<Pick<BulkRow, 'startedAt' | 'actor' | 'rows'>>,
): Promise<void> {
  await tx.update(bulkEntity, { provider, id }, changes)
}

export async function deleteBulk(tx: Transaction, { provider, id }: BulkKey): Promise<void> {
  await tx.delete(bulkPartEntity, { provider, bulkId: id })
  await tx.delete(bulkEntity, { provider, id })
}

export function faultsOf({ faultList }: BulkRow): RowFault[] {
  // the column is written from a Roster alone
  return JSON.parse(faultList) as RowFault[]
}

/** Rosters that were read and never awarded hold addresses for nothing. */
export async function forgetOldDrafts(tx: Transaction, before: string): Promise<void> {
  const where = { createdAt: LessThan(before), startedAt: IsNull() }
  for (const bulk of await tx.find(bulkEntity, { where, take: 100 })) await deleteBulk(tx, bulk)
}

/** Takes a person out of rosters that wait to be awarded. Rarely asked, so it looks through them. */
export async function forgetInRosters(tx: Transaction, email: string): Promise<void> {
  const address = email.trim().toLowerCase()
  const found = await tx
    .createQueryBuilder(bulkPartEntity, 'part')
    .where('LOWER(part.lines) LIKE :text', { text: `%"${address.replace(/[%_\\]/g, '_')}"%` })
    .getMany()
  for (const { provider, bulkId, number, lines: text } of found) {
    const lines = parseLines(text)
    const kept = lines.filter(
      (line) => typeof line === 'number' || line.email.toLowerCase() !== address,
    )
    const key = { provider, bulkId, number }
    await tx.update(bulkPartEntity, key, { lines: JSON.stringify(kept) })
    await tx.increment(bulkEntity, { provider, id: bulkId }, 'rows', kept.length - lines.length)
  }
}
