import { randomUUID } from 'node:crypto'
import { In } from 'typeorm'
import type { Transaction } from '../../shared/node/database/database.ts'
import { deleteJob } from '../../shared/node/jobs/job-store.ts'
import { batchEntity } from '../batches/batch-schema.ts'
import { deleteBatch } from '../batches/batch-store.ts'
import { candidateEntity, evidenceEntity } from '../candidates/candidate-schema.ts'
import { deleteCandidates } from '../candidates/move-evidence.ts'
import { forgetRetries } from '../continuity/retries.ts'
import { receiptEntity } from '../receipts/receipt-store.ts'
import { madeReportEntity } from '../reports/made-report-store.ts'
import { reportEntity } from '../reports/report-schema.ts'
import { requestPresentedEntity } from '../reports/request-presented.ts'
import { requestEntity } from '../requests/request-schema.ts'
import { contentOf, type DeletedIds, type DeletionCause, pseudonymOf } from './deletion.ts'
import { deletionEntity } from './deletion-schema.ts'

/** What goes, by id. */
export type Chosen = {
  candidates?: readonly string[]
  requests?: readonly string[]
  madeReports?: readonly string[]
  batches?: readonly string[]
}

export type Deleting = { organisation: string; cause: DeletionCause; at: Date }

/**
 * Deletes what was chosen and all that hangs on it: of a candidate their key first, so that nothing of theirs opens any
 * more, then what they sent, and the requests that they answered. What was deleted is noted in the same unit, and signed
 * once it is overwritten on the disk: see finishDeletions.
 * @returns the id under which it is noted; undefined where there was nothing of anybody
 */
export async function deleteKept(
  tx: Transaction,
  { candidates: chosen = [], requests = [], madeReports = [], batches = [] }: Chosen,
  deleting: Deleting,
): Promise<string | undefined> {
  const { organisation } = deleting
  const known = await tx.find(candidateEntity, {
    select: { id: true },
    where: { organisation, id: In([...chosen]) },
  })
  const candidates = known.map(({ id }) => id)
  const answered = await requestsOf(tx, organisation, candidates)
  const evidence = await deleteCandidates(tx, { organisation, ids: candidates })
  const reports = await deleteRequests(tx, organisation, [...new Set([...requests, ...answered])])
  const made = await tx.find(madeReportEntity, {
    select: { id: true },
    where: { organisation, id: In([...madeReports]) },
  })
  const madeIds = made.map(({ id }) => id)
  await tx.delete(madeReportEntity, { organisation, id: In(madeIds) })
  await forgetRetries(tx, madeIds)
  const gone = await deleteBatches(tx, organisation, batches)
  return noteDeletion(
    tx,
    { candidates, evidence, reports: [...reports, ...madeIds], batches: gone },
    deleting,
  )
}

/** @returns the id under which it is noted; undefined where nothing was deleted */
export async function noteDeletion(
  tx: Transaction,
  ids: DeletedIds,
  { organisation, cause, at }: Deleting,
): Promise<string | undefined> {
  if (Object.values(ids).every(({ length }) => length === 0)) return undefined
  const id = randomUUID()
  await tx.insert(deletionEntity, {
    ...{ organisation, id, deletedAt: at.toISOString(), why: cause.why },
    deletedBy: cause.why === 'asked' ? pseudonymOf(cause.by) : null,
    content: JSON.stringify(contentOf(ids)),
    statement: null,
  })
  return id
}

/** Each with its rows, and whatever of it was still to be done. */
async function deleteBatches(
  tx: Transaction,
  organisation: string,
  ids: readonly string[],
): Promise<string[]> {
  const found = await tx.find(batchEntity, {
    select: { id: true },
    where: { organisation, id: In([...ids]) },
  })
  for (const { id } of found) {
    await deleteBatch(tx, { organisation, id })
    await deleteJob(tx, id)
  }
  return found.map(({ id }) => id)
}

/** Those that these candidates answered, or were sent. */
async function requestsOf(
  tx: Transaction,
  organisation: string,
  candidates: readonly string[],
): Promise<string[]> {
  const candidateId = In([...candidates])
  const answered = await tx.find(evidenceEntity, {
    select: { requestId: true },
    where: { organisation, candidateId },
  })
  const sent = await tx.find(requestEntity, {
    select: { id: true },
    where: { organisation, candidateId },
  })
  return [...answered.flatMap(({ requestId }) => requestId ?? []), ...sent.map(({ id }) => id)]
}

/** @returns those of which there was a report */
async function deleteRequests(
  tx: Transaction,
  organisation: string,
  ids: readonly string[],
): Promise<string[]> {
  const requestId = In([...ids])
  const reports = await tx.find(reportEntity, {
    select: { requestId: true },
    where: { requestId },
  })
  await tx.delete(requestPresentedEntity, { requestId })
  await tx.delete(receiptEntity, { requestId })
  await tx.delete(reportEntity, { requestId })
  await tx.delete(requestEntity, { organisation, id: In([...ids]) })
  return reports.map((row) => row.requestId)
}
