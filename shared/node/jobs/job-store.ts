import { randomUUID } from 'node:crypto'
import { In } from 'typeorm'
import { AppError } from '../../errors/app-error.ts'
import type { Database, Reader, Transaction } from '../database/database.ts'
import { insertRows } from '../database/insert-rows.ts'
import {
  type JobPartRow,
  type JobRow,
  type JobState,
  jobEntity,
  jobPartEntity,
} from './job-entities.ts'

/** A part that this node alone works on until its lease ends. */
export type TakenPart = Pick<JobPartRow, 'jobId' | 'number' | 'attempts'> & { lease: string }

/** Puts a job among those to be done, in the unit that decides on it. An id that is there already is refused. */
export async function addJob(
  tx: Transaction,
  { id, kind, scope, parts, at }: Pick<JobRow, 'id' | 'kind' | 'scope' | 'parts'> & { at: string },
): Promise<void> {
  await tx.insert(jobEntity, {
    id,
    kind,
    scope,
    state: 'running',
    parts,
    failure: null,
    createdAt: at,
    endedAt: null,
  })
  const rows = Array.from({ length: parts }, (_, number) => ({
    jobId: id,
    number,
    isDone: false,
    dueAt: at,
    lease: null,
    attempts: 0,
  }))
  await insertRows(tx, jobPartEntity, rows)
}

export async function findJob(reader: Reader, id: string): Promise<JobRow | undefined> {
  return (await reader.findOneBy(jobEntity, { id })) ?? undefined
}

/** Those that are there, by id. */
export async function findJobs(
  reader: Reader,
  ids: readonly string[],
): Promise<Map<string, JobRow>> {
  if (ids.length === 0) return new Map()
  const jobs = await reader.findBy(jobEntity, { id: In([...ids]) })
  return new Map(jobs.map((job) => [job.id, job]))
}

export async function countDoneParts(reader: Reader, jobId: string): Promise<number> {
  return reader.count(jobPartEntity, { where: { jobId, isDone: true } })
}

/** What is under way is done first. @throws AppError not_found, conflict */
export async function pauseJob(tx: Transaction, id: string): Promise<void> {
  const { state } = await getJob(tx, id)
  if (state === 'paused') return
  if (state !== 'running') throw new AppError('conflict', 'This is not under way any more')
  await tx.update(jobEntity, { id }, { state: 'paused' })
}

/** Goes on where it was paused, or where it stopped by itself. @throws AppError not_found, conflict */
export async function resumeJob(tx: Transaction, id: string, at: string): Promise<void> {
  const { state } = await getJob(tx, id)
  if (state === 'running') return
  if (state === 'done') throw new AppError('conflict', 'This is done already')
  await tx.update(jobEntity, { id }, { state: 'running', failure: null })
  if (state !== 'failed') return
  const changes = { attempts: 0, dueAt: at, lease: null }
  await tx.update(jobPartEntity, { jobId: id, isDone: false }, changes)
}

/** Nothing more of it is done; what is done stays. @throws AppError not_found, conflict */
export async function cancelJob(tx: Transaction, id: string, at: string): Promise<void> {
  const { state } = await getJob(tx, id)
  if (state === 'done') throw new AppError('conflict', 'This is done already')
  await tx.update(jobEntity, { id }, { state: 'done', endedAt: at })
}

/** Forgets a job with all its parts. */
export async function deleteJob(tx: Transaction, id: string): Promise<void> {
  await tx.delete(jobPartEntity, { jobId: id })
  await tx.delete(jobEntity, { id })
}

async function getJob(reader: Reader, id: string): Promise<JobRow> {
  const job = await findJob(reader, id)
  if (job === undefined) throw new AppError('not_found', 'There is no such job')
  return job
}

/** The jobs under way, the oldest first. */
export async function listRunningJobs(reader: Reader): Promise<JobRow[]> {
  return reader.find(jobEntity, {
    where: { state: 'running' },
    order: { createdAt: 'ASC' },
    take: 50,
  })
}

/**
 * Takes the first part of the job that nobody works on. Nodes that ask at once get different ones: on PostgreSQL
 * each passes over the rows that another has locked, on SQLite one writes at a time.
 */
export async function takePart(
  database: Database,
  { jobId, now, until }: { jobId: string; now: string; until: string },
): Promise<TakenPart | undefined> {
  return database.transact(async (tx) => {
    // a serializable unit would lose against the other that asks, though they take different rows
    if (database.kind === 'postgres')
      await tx.query('SET TRANSACTION ISOLATION LEVEL READ COMMITTED')
    const query = tx
      .createQueryBuilder(jobPartEntity, 'part')
      .where('part.jobId = :jobId AND part.isDone = :isDone', { jobId, isDone: false })
      .andWhere('part.dueAt <= :now', { now })
      .orderBy('part.number')
      .limit(1)
    if (database.kind === 'postgres') query.setLock('pessimistic_write').setOnLocked('skip_locked')
    const part = await query.getOne()
    if (part === null) return undefined
    const { number, attempts } = part
    const lease = randomUUID()
    await tx.update(jobPartEntity, { jobId, number }, { lease, dueAt: until })
    return { jobId, number, attempts, lease }
  })
}

/**
 * Notes in the given unit that the part is done.
 * @returns false where somebody else has taken it over, or its job has come to an end: then nothing may be written
 */
export async function finishPart(
  tx: Transaction,
  { jobId, number, lease }: TakenPart,
): Promise<boolean> {
  const job = await findJob(tx, jobId)
  if (job === undefined || job.state === 'done') return false
  const key = { jobId, number, lease, isDone: false }
  const { affected } = await tx.update(jobPartEntity, key, { isDone: true, lease: null })
  return affected === 1
}

/** The part is tried again from `dueAt` on. */
export async function givePartBack(
  tx: Transaction,
  { jobId, number, lease }: TakenPart,
  changes: { dueAt: string; attempts: number },
): Promise<void> {
  await tx.update(jobPartEntity, { jobId, number, lease }, { ...changes, lease: null })
}

/** Notes that the job ends in that state, unless it is no longer under way. */
export async function endJob(
  tx: Transaction,
  id: string,
  end: { state: Extract<JobState, 'failed' | 'done'>; failure?: string; at: string },
): Promise<boolean> {
  const { state, failure = null, at } = end
  const key = { id, state: 'running' } as const
  const { affected } = await tx.update(jobEntity, key, { state, failure, endedAt: at })
  return affected === 1
}

export async function hasOpenParts(reader: Reader, jobId: string): Promise<boolean> {
  return reader.exists(jobPartEntity, { where: { jobId, isDone: false } })
}
