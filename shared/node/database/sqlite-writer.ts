import { AsyncLocalStorage } from 'node:async_hooks'
import type { DataSource, QueryRunner } from 'typeorm'
import type { Transaction } from './database.ts'
import { asAppError, isConstraintViolation, unavailable } from './failures.ts'
import { beginImmediate } from './sqlite-connection.ts'
import { runUnit } from './unit.ts'

export type SqliteWriterOptions = {
  database: object
  dataSource: DataSource
  unitsPerCommit: number
  unitTimeoutMs: number
}

export type SqliteWriter = {
  submit<T>(work: (tx: Transaction) => Promise<T>): Promise<T>
  /** Writes nothing until `work` has settled, which writes over another connection. */
  lend<T>(work: () => Promise<T>): Promise<T>
  /** Lets what waits finish, and takes nothing more. */
  end(): Promise<void>
}

type Job = {
  /** Runs the unit; afterwards `settle` tells the caller how that went. */
  run(): Promise<void>
  settle(): void
  reject(error: unknown): void
  hasFailed(): boolean
  /** Its batch fell apart through another unit: it runs again, by itself. */
  isAlone: boolean
  /** It has a transaction of its own, over another connection. */
  isLent: boolean
}

/**
 * One connection can hold one transaction, so units wait in a queue; those that wait together share one BEGIN
 * IMMEDIATE … COMMIT, with a savepoint each: a unit that fails takes back its own writes only. No caller hears
 * anything before the COMMIT that settles it, so none acts on what might still be lost.
 */
export function createSqliteWriter(options: SqliteWriterOptions): SqliteWriter {
  const runner = options.dataSource.createQueryRunner()
  const queue: Job[] = []
  let working: Promise<void> | undefined
  let hasEnded = false

  async function work(): Promise<void> {
    // callers in the same turn of the event loop come along
    await Promise.resolve()
    while (queue.length > 0) {
      const unsettled = await commitTogether(takeBatch(queue, options.unitsPerCommit), runner)
      queue.unshift(...unsettled)
    }
    working = undefined
  }

  function enqueue<T>(run: () => Promise<T>, isLent: boolean): Promise<T> {
    if (hasEnded) return Promise.reject(new TypeError('The database is closed'))
    return new Promise((resolve, reject) => {
      queue.push(createJob(run, { isLent, resolve, reject }))
      working ??= work()
    })
  }

  const { unitTimeoutMs: timeoutMs } = options
  return {
    submit: (unit) => enqueue(() => runUnit(unit, { ...options, runner, timeoutMs }), false),
    lend: (unit) => enqueue(unit, true),
    async end() {
      hasEnded = true
      await working
    },
  }
}

function createJob<T>(
  run: () => Promise<T>,
  {
    isLent,
    resolve,
    reject,
  }: { isLent: boolean; resolve: (value: T) => void; reject: (error: unknown) => void },
): Job {
  // the queue works in the context of whoever woke it; the unit belongs to its own caller
  const runHere = AsyncLocalStorage.bind(run)
  let outcome: { value: T } | { error: unknown } | undefined
  return {
    isAlone: isLent,
    isLent,
    async run() {
      outcome = await runHere().then(
        (value) => ({ value }),
        (error: unknown) => ({ error }),
      )
    },
    hasFailed: () => outcome !== undefined && 'error' in outcome,
    settle() {
      if (outcome === undefined) return
      if ('error' in outcome) reject(asAppError(outcome.error))
      else resolve(outcome.value)
    },
    reject,
  }
}

function takeBatch(queue: Job[], most: number): Job[] {
  const firstAlone = queue.findIndex((job) => job.isAlone)
  if (firstAlone === 0) return queue.splice(0, 1)
  return queue.splice(0, firstAlone > 0 ? Math.min(firstAlone, most) : most)
}

/** @returns the jobs that have to run again, each by itself */
async function commitTogether(jobs: readonly Job[], runner: QueryRunner): Promise<Job[]> {
  const [first, ...others] = jobs
  if (first?.isLent) {
    await first.run()
    first.settle()
    return []
  }
  try {
    await beginImmediate(runner)
    if (first !== undefined && others.length === 0) return await commitAlone(first, runner)
    for (const job of jobs) {
      await runner.query('SAVEPOINT unit')
      await job.run()
      const hasSettled = job.hasFailed() ? await takeBack(runner) : await keep(runner)
      if (!hasSettled) return fallApart(jobs, job, runner)
    }
  } catch (error) {
    await rollBack(runner)
    for (const job of jobs) job.reject(unavailable(error))
    return []
  }
  return finish(jobs, runner)
}

/** Without a savepoint: what takes back the transaction takes back its only unit. */
async function commitAlone(job: Job, runner: QueryRunner): Promise<Job[]> {
  await job.run()
  if (!job.hasFailed()) return finish([job], runner)
  await rollBack(runner)
  job.settle()
  return []
}

async function finish(jobs: readonly Job[], runner: QueryRunner): Promise<Job[]> {
  try {
    await runner.query('COMMIT')
  } catch (error) {
    await rollBack(runner)
    // a constraint that is checked at the end was broken by one of them: which one shows when each runs alone
    if (isConstraintViolation(error) && jobs.length > 1) return jobs.map(alone)
    for (const job of jobs) job.reject(asAppError(error))
    return []
  }
  for (const job of jobs) job.settle()
  return []
}

/** The whole transaction went (disk full, input or output error): the others' work is lost with it. */
async function fallApart(jobs: readonly Job[], culprit: Job, runner: QueryRunner): Promise<Job[]> {
  await rollBack(runner)
  if (culprit.hasFailed()) culprit.settle()
  else culprit.reject(unavailable(new Error('its savepoint is gone')))
  return jobs.filter((job) => job !== culprit).map(alone)
}

function alone(job: Job): Job {
  return { ...job, isAlone: true }
}

async function takeBack(runner: QueryRunner): Promise<boolean> {
  return succeeds(runner, 'ROLLBACK TO unit', 'RELEASE unit')
}

async function keep(runner: QueryRunner): Promise<boolean> {
  return succeeds(runner, 'RELEASE unit')
}

async function rollBack(runner: QueryRunner): Promise<void> {
  // SQLite may have rolled back by itself: then this says that there is nothing to roll back
  await succeeds(runner, 'ROLLBACK')
}

async function succeeds(runner: QueryRunner, ...statements: string[]): Promise<boolean> {
  try {
    for (const statement of statements) await runner.query(statement)
    return true
  } catch {
    return false
  }
}
