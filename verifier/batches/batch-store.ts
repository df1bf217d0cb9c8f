import { IsNull, LessThanOrEqual, MoreThan, MoreThanOrEqual, Not } from 'typeorm'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Reader, Transaction } from '../../shared/node/database/database.ts'
import { insertRows } from '../../shared/node/database/insert-rows.ts'
import { type BatchItemRow, type BatchRow, batchEntity, batchItemEntity } from './batch-schema.ts'

export type BatchKey = { organisation: string; id: string }

/** @throws AppError not_found */
export async function getBatch(reader: Reader, { organisation, id }: BatchKey): Promise<BatchRow> {
  const row = await findBatch(reader, { organisation, id })
  if (row === undefined) throw new AppError('not_found', 'There is no such batch, or no longer')
  return row
}

export async function findBatch(
  reader: Reader,
  { organisation, id }: BatchKey,
): Promise<BatchRow | undefined> {
  return (await reader.findOneBy(batchEntity, { organisation, id })) ?? undefined
}

const listed = 50

/** The newest first. */
export async function listBatches(reader: Reader, organisation: string): Promise<BatchRow[]> {
  return reader
    .createQueryBuilder(batchEntity, 'batch')
    .where('batch.organisation = :organisation', { organisation })
    .orderBy('batch.createdAt', 'DESC')
    .addOrderBy('batch.id', 'DESC')
    .take(listed)
    .getMany()
}

export async function addItems(tx: Transaction, items: readonly BatchItemRow[]): Promise<void> {
  await insertRows(tx, batchItemEntity, [...items])
}

type Range = { from: number; count: number }

export async function readItems(
  reader: Reader,
  { organisation, id: batchId }: BatchKey,
  { from, count }: Range,
): Promise<BatchItemRow[]> {
  return reader
    .createQueryBuilder(batchItemEntity, 'item')
    .where('item.organisation = :organisation', { organisation })
    .andWhere('item.batchId = :batchId', { batchId })
    .andWhere('item.number >= :from AND item.number < :end', { from, end: from + count })
    .orderBy('item.number')
    .getMany()
}

/** What was brought is forgotten with it. */
export async function keepResult(
  tx: Transaction,
  { organisation, batchId, number }: Pick<BatchItemRow, 'organisation' | 'batchId' | 'number'>,
  { outcome, result }: { outcome: string; result: string },
): Promise<void> {
  const key = { organisation, batchId, number }
  await tx.update(batchItemEntity, key, { outcome, result, sealed: null })
}

export type Outcomes = Record<string, number>

/** How many rows came to what; those that wait are not among them. */
export async function countOutcomes(
  reader: Reader,
  { organisation, id: batchId }: BatchKey,
): Promise<Outcomes> {
  const rows: { outcome: string; count: string | number }[] = await reader
    .createQueryBuilder(batchItemEntity, 'item')
    .select('item.outcome', 'outcome')
    .addSelect('COUNT(*)', 'count')
    .where('item.organisation = :organisation', { organisation })
    .andWhere('item.batchId = :batchId', { batchId })
    .andWhere('item.outcome IS NOT NULL')
    .groupBy('item.outcome')
    .getRawMany()
  return Object.fromEntries(rows.map(({ outcome, count }) => [outcome, Number(count)]))
}

/** What was brought and is not checked any more. */
export async function forgetBrought(
  tx: Transaction,
  { organisation, id: batchId }: BatchKey,
): Promise<void> {
  await tx.update(batchItemEntity, { organisation, batchId, outcome: IsNull() }, { sealed: null })
}

export async function deleteBatch(tx: Transaction, { organisation, id }: BatchKey): Promise<void> {
  await tx.delete(batchItemEntity, { organisation, batchId: id })
  await tx.delete(batchEntity, { organisation, id })
}

/** Those whose time is over, and those whose bringing was broken off before that time. */
export async function listEnded(
  reader: Reader,
  { now, abandonedBefore }: { now: string; abandonedBefore: string },
): Promise<BatchRow[]> {
  return reader.find(batchEntity, {
    where: [
      { deleteAfter: LessThanOrEqual(now) },
      {
        startedAt: IsNull(),
        createdAt: LessThanOrEqual(abandonedBefore),
        deleteAfter: MoreThan(now),
      },
    ],
    take: 20,
  })
}

export type CheckedRange = { from: number; count: number; outcome?: string | undefined }

/** Rows that are done, or those of one outcome, in their order. */
export async function listChecked(
  reader: Reader,
  { organisation, id: batchId }: BatchKey,
  { from, count, outcome }: CheckedRange,
): Promise<BatchItemRow[]> {
  return reader.find(batchItemEntity, {
    where: {
      ...{ organisation, batchId },
      number: MoreThanOrEqual(from),
      outcome: outcome ?? Not(IsNull()),
    },
    order: { number: 'ASC' },
    take: count,
  })
}

/** @throws AppError not_found, also for a row that is not done */
export async function getChecked(
  reader: Reader,
  { organisation, id: batchId }: BatchKey,
  number: number,
): Promise<BatchItemRow> {
  const isNumber = Number.isSafeInteger(number) && number >= 0
  const row = isNumber
    ? await reader.findOneBy(batchItemEntity, { organisation, batchId, number })
    : null
  if (row !== null && row.outcome !== null) return row
  throw new AppError('not_found', 'Nothing was found there, or not yet')
}
