import { EntitySchema, LessThan } from 'typeorm'
import type { Database, Reader, Schema, Transaction } from '../../shared/node/database/database.ts'
import { insertIfAbsent } from '../../shared/node/database/insert-if-absent.ts'
import { batchEntity } from '../batches/batch-schema.ts'
import { evidenceEntity } from '../candidates/candidate-schema.ts'
import { KeepQuotas1795530000777 } from '../migrations/keep-quotas.ts'
import { madeReportEntity } from '../reports/made-report-store.ts'
import {
  type Full,
  findFull,
  leftOf,
  type Quota,
  quotaOfCandidates,
  quotaReached,
  type Usage,
  usualQuota,
} from './quota.ts'

type QuotaRow = Quota & { organisation: string }

/** Counted as it comes: what is taken back or deleted the same day has been taken in all the same. */
type UsageRow = { organisation: string; day: string; files: number; rows: number }

const key = { type: 'varchar', primary: true } as const
const count = { type: 'integer' } as const

const quotaEntity = new EntitySchema<QuotaRow>({
  name: 'organisation_quota',
  tableName: 'organisation_quota',
  columns: {
    organisation: key,
    filesPerDay: { ...count, name: 'files_per_day' },
    rowsPerDay: { ...count, name: 'rows_per_day' },
    storageMegabytes: { ...count, name: 'storage_megabytes' },
  },
})

const usageEntity = new EntitySchema<UsageRow>({
  name: 'organisation_usage',
  tableName: 'organisation_usage',
  columns: { organisation: key, day: key, files: count, rows: { ...count, name: 'row_count' } },
})

export const quotaSchema: Schema = {
  entities: [quotaEntity, usageEntity],
  migrations: [KeepQuotas1795530000777],
}

export async function readQuota(reader: Reader, organisation: string): Promise<Quota> {
  const row = await reader.findOneBy(quotaEntity, { organisation })
  if (row === null) return usualQuota
  const { organisation: _, ...quota } = row
  return quota
}

export async function setQuota(tx: Transaction, organisation: string, quota: Quota): Promise<void> {
  await tx.upsert(quotaEntity, { organisation, ...quota }, ['organisation'])
}

export async function readUsage(reader: Reader, organisation: string, now: Date): Promise<Usage> {
  const [today, ...kept] = await Promise.all([
    reader.findOneBy(usageEntity, { organisation, day: dayOf(now) }),
    sumOfBytes(reader, evidenceEntity, organisation),
    sumOfBytes(reader, batchEntity, organisation),
    sumOfBytes(reader, madeReportEntity, organisation),
  ])
  const bytes = kept.reduce((sum, some) => sum + some, 0)
  return { files: today?.files ?? 0, rows: today?.rows ?? 0, bytes }
}

async function sumOfBytes<Row extends { organisation: string; bytes: number }>(
  reader: Reader,
  entity: EntitySchema<Row>,
  organisation: string,
): Promise<number> {
  const [sum]: { bytes: number | string | null }[] = await reader
    .createQueryBuilder(entity, 'kept')
    .select('sum(kept.bytes)', 'bytes')
    .where('kept.organisation = :organisation', { organisation })
    .getRawMany()
  return Number(sum?.bytes ?? 0)
}

/**
 * What may still come.
 * @throws AppError quota_reached where nothing may
 */
export async function getRoom(
  reader: Reader,
  { organisation, now }: { organisation: string; now: Date },
  kind: 'files' | 'rows',
): Promise<Usage> {
  const [quota, usage] = await Promise.all([
    readQuota(reader, organisation),
    readUsage(reader, organisation, now),
  ])
  const full = findFull(quota, usage, kind)
  if (full !== undefined) throw quotaReached(full)
  return leftOf(quota, usage)
}

/** What candidates find no room for: they are told on a page of their own. */
export async function findFullForCandidates(
  organisation: string,
  { database: { reader }, clock }: { database: { reader: Reader }; clock: () => Date },
): Promise<Full | undefined> {
  const usage = await readUsage(reader, organisation, clock())
  const quota = quotaOfCandidates(await readQuota(reader, organisation))
  return findFull(quota, usage, 'files')
}

/** In the unit that keeps what came. */
export async function noteUse(
  tx: Transaction,
  { organisation, at }: { organisation: string; at: Date },
  { files = 0, rows = 0 }: Partial<Pick<Usage, 'files' | 'rows'>>,
): Promise<void> {
  const today = { organisation, day: dayOf(at) }
  const add = () =>
    tx
      .createQueryBuilder()
      .update(usageEntity)
      .set({ files: () => `files + ${Number(files)}`, rows: () => `row_count + ${Number(rows)}` })
      .where(today)
      .execute()
  if ((await add()).affected === 1) return
  await insertIfAbsent<UsageRow>(tx, usageEntity, { ...today, files: 0, rows: 0 })
  await add()
}

/** Counters of days that are over for long. */
export async function forgetUsage({
  database,
  clock,
}: {
  database: Database
  clock: () => Date
}): Promise<void> {
  const before = dayOf(new Date(clock().getTime() - keptDays * 86_400_000))
  const old = { day: LessThan(before) }
  if (!(await database.reader.exists(usageEntity, { where: old }))) return
  await database.transact((tx) => tx.delete(usageEntity, old))
}

const keptDays = 31

function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10)
}
