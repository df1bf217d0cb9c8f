import { isAppError } from '../../errors/app-error.ts'
import type { Database, Transaction } from '../database/database.ts'
import type { Logger } from '../logger.ts'
import type { JobRow } from './job-entities.ts'
import {
  endJob,
  finishPart,
  givePartBack,
  hasOpenParts,
  listRunningJobs,
  type TakenPart,
  takePart,
} from './job-store.ts'

/** How one kind of job is done, a part at a time. */
export type JobKind = {
  /**
   * Does one part. What it writes goes through `keep`, once: in one unit with the note that the part is done, so that
   * whatever happens in between the part is done exactly once. It may run more than once before that.
   * An AppError stops the job, which somebody may resume; any other error is tried again.
   */
  run(part: { job: JobRow; number: number }, keep: KeepPart): Promise<void>
  /** In the unit that ends the job. */
  end?(tx: Transaction, job: JobRow): Promise<void>
}

export type KeepPart = (write: (tx: Transaction) => Promise<void>) => Promise<void>

export type JobsPorts = {
  database: Database
  clock: () => Date
  logger: Logger
  kinds: Readonly<Record<string, JobKind>>
  /** How many parts this node does at a time. Default 2: one writes while another computes. */
  lanes?: number
  /** So long nobody else takes over a part that a node works on. Default 20 seconds. */
  leaseMs?: number
}

export type Jobs = {
  /** Does what is due, and returns when nothing is any more. */
  runDue(): Promise<void>
  /** Ends what is under way after its present part. */
  close(): Promise<void>
}

const triesOfPart = 5
const firstWaitMs = 1_000
const longestWaitMs = 60_000

/** Somebody else took the part over while it was computed: what was computed is of no use. */
class PartLost extends Error {}

/**
 * Does the jobs of the table. There is nothing to be started again after a crash: a part whose node is gone is due when
 * its lease has ended, and any node takes it.
 */
export function createJobs(ports: JobsPorts): Jobs {
  const { database, clock, logger, kinds, lanes = 2, leaseMs = 20_000 } = ports
  const after = (milliseconds: number) => new Date(clock().getTime() + milliseconds).toISOString()
  let isClosing = false
  let running: Promise<void> | undefined
  /** The database went away under them: they need not wait for their leases to end once it is back. */
  const interrupted: TakenPart[] = []

  async function work(): Promise<void> {
    await giveInterruptedBack()
    for (const job of await listRunningJobs(database.reader)) {
      const kind = kinds[job.kind]
      if (kind === undefined || isClosing) continue
      const working = Array.from({ length: lanes }, () => workOn(job, kind))
      // a lane that fails does not leave the others behind: what they hold is given back with it
      const failed = (await Promise.allSettled(working)).find(({ status }) => status === 'rejected')
      if (failed?.status === 'rejected') throw failed.reason
      if (!(await hasOpenParts(database.reader, job.id))) await end(job, kind)
    }
  }

  async function giveInterruptedBack(): Promise<void> {
    for (const part of [...interrupted]) {
      await giveBackAtOnce(part)
      interrupted.splice(interrupted.indexOf(part), 1)
    }
  }

  /** The next part is taken while one is done: on SQLite it would wait until another lane has written. */
  async function workOn(job: JobRow, kind: JobKind): Promise<void> {
    let part = await take(job)
    while (part !== undefined) {
      if (!(await mayGoOn(job))) return giveBackAtOnce(part)
      const coming = take(job)
      // it may fail before it is waited for below
      coming.catch(() => undefined)
      try {
        await runPart(job, kind, part)
      } catch (error) {
        const taken = await coming.catch(() => undefined)
        if (taken !== undefined) interrupted.push(taken)
        throw error
      }
      part = await coming
    }
  }

  async function take({ id: jobId }: JobRow): Promise<TakenPart | undefined> {
    const now = clock().toISOString()
    return takePart(database, { jobId, now, until: after(leaseMs) })
  }

  async function mayGoOn({ id }: JobRow): Promise<boolean> {
    return !isClosing && (await isRunning(id))
  }

  async function giveBackAtOnce(part: TakenPart): Promise<void> {
    const { attempts } = part
    const dueAt = clock().toISOString()
    await database.transact((tx) => givePartBack(tx, part, { attempts, dueAt }))
  }

  async function isRunning(id: string): Promise<boolean> {
    return (await listRunningJobs(database.reader)).some((job) => job.id === id)
  }

  async function runPart(job: JobRow, kind: JobKind, part: TakenPart): Promise<void> {
    const keep: KeepPart = (write) =>
      database.transact(async (tx) => {
        if (!(await finishPart(tx, part))) throw new PartLost()
        await write(tx)
      })
    try {
      await kind.run({ job, number: part.number }, keep)
    } catch (error) {
      await settleFailure(job, part, error)
    }
  }

  async function settleFailure(job: JobRow, part: TakenPart, error: unknown): Promise<void> {
    if (error instanceof PartLost) return
    if (isAppError(error) && error.code === 'database_unavailable') {
      interrupted.push(part)
      throw error
    }
    const isFinal = isAppError(error) || part.attempts + 1 >= triesOfPart
    logger.error('a part of a job failed', { error })
    const attempts = part.attempts + 1
    const dueAt = after(Math.min(firstWaitMs * 2 ** part.attempts, longestWaitMs))
    await database.transact(async (tx) => {
      await givePartBack(tx, part, { attempts, dueAt })
      if (!isFinal) return
      const failure = isAppError(error) ? error.code : 'unexpected'
      await endJob(tx, job.id, { state: 'failed', failure, at: clock().toISOString() })
    })
  }

  async function end(job: JobRow, kind: JobKind): Promise<void> {
    await database.transact(async (tx) => {
      if (await endJob(tx, job.id, { state: 'done', at: clock().toISOString() })) {
        await kind.end?.(tx, job)
      }
    })
  }

  return {
    runDue() {
      running ??= work().finally(() => {
        running = undefined
      })
      return running
    },
    async close() {
      isClosing = true
      await running?.catch(() => undefined)
    },
  }
}

const everyMs = 1_000

/**
 * Looks for due jobs every second.
 * @returns a function that ends it once the parts under way are done
 */
export function keepWorking(ports: { jobs: Jobs; logger: Logger }): () => Promise<void> {
  const { jobs, logger } = ports
  const timer = setInterval(() => {
    jobs.runDue().catch((error: unknown) => {
      logger.error('jobs could not be looked for and are tried again', { error })
    })
  }, everyMs)
  timer.unref()
  return () => {
    clearInterval(timer)
    return jobs.close()
  }
}
