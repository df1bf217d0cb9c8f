import { randomUUID } from 'node:crypto'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Database, Reader, Transaction } from '../../shared/node/database/database.ts'
import type { JobRow, JobState } from '../../shared/node/jobs/job-entities.ts'
import {
  addJob,
  cancelJob,
  findJob,
  findJobs,
  pauseJob,
  resumeJob,
} from '../../shared/node/jobs/job-store.ts'
import { recordAudit } from '../audit/audit.ts'
import type { Organisation } from '../organisations/organisation.ts'
import { quotaReached, type Usage } from '../quota/quota.ts'
import { getRoom, noteUse } from '../quota/quota-store.ts'
import { deleteKept } from '../retention/delete-kept.ts'
import { type Brought, createIdWatch, mostRows } from './batch-input.ts'
import { batchJob, rowsInPart } from './batch-job.ts'
import { type BatchRow, batchEntity } from './batch-schema.ts'
import { makeBatchKey, openBatchSeal, type SealPorts } from './batch-seal.ts'
import {
  addItems,
  type BatchKey,
  countOutcomes,
  deleteBatch,
  forgetBrought,
  getBatch,
  listEnded,
} from './batch-store.ts'

export type BatchPorts = SealPorts & { database: Database; clock: () => Date }

export type NewBatch = { name: string; actor: string; retentionDays?: number | undefined }

const dayInMilliseconds = 86_400_000
const rowsKeptAtOnce = 50
/** Large ones are kept sooner: little is in memory, and others are answered in between. */
const charactersKeptAtOnce = 1_048_576

/**
 * Takes rows in as they come, however many: few are in memory. What is broken off is forgotten.
 * @returns a batch that is still to be started
 * @throws AppError request_malformed for none, body_too_large for too many, quota_reached for more than there is room for
 */
export async function bringRows(
  { slug: organisation, trustedCities, retentionDays: usual }: Organisation,
  { name, actor, retentionDays = usual }: NewBatch,
  rows: AsyncIterable<Brought> | Iterable<Brought>,
  ports: BatchPorts,
): Promise<BatchRow> {
  const { database, clock } = ports
  const now = clock()
  const left = await getRoom(database.reader, { organisation, now }, 'rows')
  const id = randomUUID()
  const sealedKey = makeBatchKey({ organisation, id }, ports)
  const batch: BatchRow = {
    ...{ organisation, id, name, actor, sealedKey, rows: 0, bytes: 0 },
    trustedCities: trustedCities.length === 0 ? null : JSON.stringify(trustedCities),
    createdAt: now.toISOString(),
    startedAt: null,
    cancelledAt: null,
    deleteAfter: new Date(now.getTime() + retentionDays * dayInMilliseconds).toISOString(),
  }
  await database.transact((tx) => tx.insert(batchEntity, batch))
  try {
    const kept = await keepRows(batch, rows, left, ports)
    if (kept.rows === 0) throw new AppError('request_malformed', 'There is no row to check')
    return { ...batch, ...kept }
  } catch (error) {
    await database.transact((tx) => deleteBatch(tx, batch))
    throw error
  }
}

async function keepRows(
  batch: BatchRow,
  rows: AsyncIterable<Brought> | Iterable<Brought>,
  left: Room,
  ports: BatchPorts,
): Promise<Room> {
  const { organisation, id: batchId } = batch
  const seal = openBatchSeal(batch, ports)
  const watch = createIdWatch()
  let count = 0
  let waiting: Parameters<typeof addItems>[1][number][] = []
  let characters = 0
  let bytes = 0
  const keep = async () => {
    const items = waiting
    waiting = []
    characters = 0
    if (items.length > 0) await ports.database.transact((tx) => addItems(tx, items))
  }
  for await (const row of rows) {
    if (count === mostRows) {
      throw new AppError('body_too_large', `A batch has at most ${mostRows} rows`)
    }
    const { ownId, input } = watch(row)
    const sealed = seal.seal(count, input)
    waiting.push({
      organisation,
      batchId,
      number: count,
      ownId,
      sealed,
      outcome: null,
      result: null,
    })
    count += 1
    characters += sealed.length
    bytes += sealed.length
    refuseBeyond(left, { rows: count, bytes })
    if (waiting.length === rowsKeptAtOnce || characters > charactersKeptAtOnce) await keep()
  }
  await keep()
  return { rows: count, bytes }
}

type Room = Pick<Usage, 'rows' | 'bytes'>

/** @throws AppError quota_reached */
function refuseBeyond(left: Room, { rows, bytes }: Room): void {
  if (rows > left.rows) throw quotaReached('rows')
  if (bytes > left.bytes) throw quotaReached('storage')
}

/**
 * Lets its job begin, in the unit that decides on it.
 * @throws AppError quota_reached
 */
export async function startBatch(
  tx: Transaction,
  { organisation, id, actor, rows, bytes }: BatchRow,
  { clock }: Pick<BatchPorts, 'clock'>,
): Promise<void> {
  const now = clock()
  const at = now.toISOString()
  // once more, in the unit: others may have been brought at the same time
  refuseBeyond(await getRoom(tx, { organisation, now }, 'rows'), { rows, bytes })
  await tx.update(batchEntity, { organisation, id }, { rows, bytes, startedAt: at })
  await noteUse(tx, { organisation, at: now }, { rows })
  const parts = Math.ceil(rows / rowsInPart)
  await addJob(tx, { id, kind: batchJob, scope: organisation, parts, at })
  const action = 'batch.started'
  await recordAudit(tx, { organisation, actor, action, subject: id, detail: { rows }, at })
}

export const batchActs = ['pause', 'resume', 'cancel'] as const

export type BatchAct = (typeof batchActs)[number]

const done = { pause: 'batch.paused', resume: 'batch.resumed', cancel: 'batch.cancelled' } as const

/** @throws AppError not_found, conflict */
export async function actOnBatch(
  tx: Transaction,
  key: BatchKey,
  { act, actor, at }: { act: BatchAct; actor: string; at: string },
): Promise<void> {
  const { organisation, id } = await getBatch(tx, key)
  if (act === 'pause') await pauseJob(tx, id)
  if (act === 'resume') await resumeJob(tx, id, at)
  if (act === 'cancel') {
    await cancelJob(tx, id, at)
    await tx.update(batchEntity, { organisation, id }, { cancelledAt: at })
    await forgetBrought(tx, { organisation, id })
  }
  await recordAudit(tx, { organisation, actor, action: done[act], subject: id, at })
}

export type BatchState = JobState | 'receiving' | 'cancelled'

export type BatchProgress = {
  state: BatchState
  rows: number
  checked: number
  valid: number
  unknown: number
  invalid: number
  problem: number
}

/** Of several at once, each by its id. */
export async function readStates(
  reader: Reader,
  batches: readonly BatchRow[],
): Promise<Map<string, BatchState>> {
  const jobs = await findJobs(
    reader,
    batches.map(({ id }) => id),
  )
  return new Map(batches.map((batch) => [batch.id, stateOf(batch, jobs.get(batch.id))]))
}

function stateOf({ cancelledAt }: BatchRow, job: JobRow | undefined): BatchState {
  return cancelledAt === null ? (job?.state ?? 'receiving') : 'cancelled'
}

export async function readProgress(reader: Reader, batch: BatchRow): Promise<BatchProgress> {
  // the job first: what is counted after it has ended is all that there is
  const job = await findJob(reader, batch.id)
  const counts = await countOutcomes(reader, batch)
  const { valid = 0, unknown = 0, invalid = 0, problem = 0 } = counts
  const state = stateOf(batch, job)
  const checked = valid + unknown + invalid + problem
  return { state, rows: batch.rows, checked, valid, unknown, invalid, problem }
}

/** So long bringing a batch may take. */
const broughtWithinMs = 3_600_000

/** Deletes what is over, with all that was found. */
export async function forgetBatches({
  database,
  clock,
}: Pick<BatchPorts, 'database' | 'clock'>): Promise<void> {
  const now = clock()
  const abandonedBefore = new Date(now.getTime() - broughtWithinMs).toISOString()
  const ended = await listEnded(database.reader, { now: now.toISOString(), abandonedBefore })
  for (const { organisation, id } of ended) {
    await database.transact((tx) =>
      deleteKept(tx, { batches: [id] }, { organisation, cause: { why: 'clock' }, at: now }),
    )
  }
}
