import { randomUUID } from 'node:crypto'
import { type EntitySchema, type FindOptionsWhere, LessThanOrEqual } from 'typeorm'
import type { QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity.js'
import type { Database, Transaction } from '../../node/database/database.ts'
import type { Logger } from '../operation/logger.ts'

/** What an outbox knows of one thing that is sent, whatever it is: a mail, a call of a webhook. */
export type OutboxRow = {
  id: string
  /** `waiting`, `sent` or `failed`. */
  state: string
  attempts: number
  /** Why the last try failed. */
  failure: string | null
  /** When it is tried next; while a node sends it, when another may take over. */
  dueAt: string
  giveUpAt: string
  /** Names the try that is under way. */
  lease: string | null
  sentAt: string | null
}

/** `later`: it may go another time. `refused`: it goes no more, whatever the time. */
export type Outcome<Failure extends string> =
  | { outcome: 'sent' }
  | { outcome: 'later' | 'refused'; failure: Failure }

/** So long a thing is tried before somebody has to look at it. */
const triedForMs = 24 * 3_600_000

/** What a thing begins with that is due at once. */
export function newInOutbox(now: Date): Omit<OutboxRow, 'id'> {
  return {
    state: 'waiting',
    attempts: 0,
    failure: null,
    dueAt: now.toISOString(),
    giveUpAt: new Date(now.getTime() + triedForMs).toISOString(),
    lease: null,
    sentAt: null,
  }
}

/** Longer than the slowest peer may take for a batch; a node that dies lets go so much later. */
const leaseMs = 300_000

/** Takes what is to be sent now, for this node alone. */
export async function takeDue<Row extends OutboxRow>(
  entity: EntitySchema<Row>,
  { database, clock }: { database: Database; clock: () => Date },
  limit: number,
): Promise<Row[]> {
  const now = clock()
  // sound: every row of an outbox has these columns
  const due = {
    state: 'waiting',
    dueAt: LessThanOrEqual(now.toISOString()),
  } as unknown as FindOptionsWhere<Row>
  if (!(await database.reader.exists(entity, { where: due }))) return []
  const lease = randomUUID()
  const dueAt = new Date(now.getTime() + leaseMs).toISOString()
  return database.transact(async (tx) => {
    const rows = await tx
      .createQueryBuilder(entity, 'thing')
      .where(due)
      .orderBy('thing.dueAt', 'ASC')
      .take(limit)
      .getMany()
    for (const { id } of rows) await updateRow(tx, entity, { id }, { lease, dueAt })
    return rows.map((row) => ({ ...row, lease, dueAt }))
  })
}

/** Notes what came of a try. Where its lease ran out, another node has it and notes what came of that. */
export async function noteOutcome<Row extends OutboxRow>(
  tx: Transaction,
  entity: EntitySchema<Row>,
  row: OutboxRow,
  changes: Partial<Row>,
): Promise<void> {
  await updateRow(tx, entity, { id: row.id, lease: row.lease ?? '' }, { ...changes, lease: null })
}

async function updateRow<Row extends OutboxRow>(
  tx: Transaction,
  entity: EntitySchema<Row>,
  which: Partial<OutboxRow>,
  changes: object,
): Promise<void> {
  // sound: every row of an outbox has these columns
  const criteria = which as unknown as FindOptionsWhere<Row>
  await tx.update(entity, criteria, changes as QueryDeepPartialEntity<Row>)
}

/** What a try makes of a row: sent, tried again later, or given up. */
export function changesAfter(
  row: OutboxRow,
  tried: Outcome<string>,
  now: Date,
): Pick<OutboxRow, 'state' | 'failure' | 'attempts'> & Partial<OutboxRow> {
  const attempts = row.attempts + 1
  if (tried.outcome === 'sent') {
    return { state: 'sent', failure: null, attempts, sentAt: now.toISOString() }
  }
  const { failure } = tried
  const dueAt = new Date(now.getTime() + waitBeforeTry(attempts)).toISOString()
  const isOver = tried.outcome === 'refused' || dueAt > row.giveUpAt
  return isOver
    ? { state: 'failed', failure, attempts }
    : { state: 'waiting', failure, attempts, dueAt }
}

const firstWaitMs = 60_000
const longestWaitMs = 3_600_000

/** A minute, then twice as long each time, up to an hour. */
function waitBeforeTry(attempts: number): number {
  return Math.min(firstWaitMs * 2 ** (attempts - 1), longestWaitMs)
}

/**
 * Sends all that is due, a batch after the other, and answers how many went. Who asks while some are under way waits
 * for them too: what was due when they asked has been tried when they are answered.
 */
export function createDueSender<Row extends OutboxRow>(
  {
    entity,
    batchSize,
    sendOne,
  }: {
    entity: EntitySchema<Row>
    batchSize: number
    sendOne: (row: Row) => Promise<Outcome<string>['outcome']>
  },
  ports: { database: Database; clock: () => Date },
): (closing?: AbortSignal) => Promise<number> {
  let last: Promise<unknown> = Promise.resolve()

  async function sendDue(closing: AbortSignal | undefined): Promise<number> {
    let sent = 0
    for (;;) {
      const batch = await takeDue(entity, ports, batchSize)
      const outcomes = await Promise.all(batch.map(sendOne))
      sent += outcomes.filter((outcome) => outcome === 'sent').length
      if (batch.length < batchSize || closing?.aborted) return sent
    }
  }

  return (closing) => {
    const sent = last.then(() => sendDue(closing))
    last = sent.catch(() => undefined)
    return sent
  }
}

const everyMs = 1_000

/**
 * Sends what is due every second.
 * @returns a function that ends it, once what is under way is handed over
 */
export function keepSending(
  sender: { sendNow(closing: AbortSignal): Promise<unknown> },
  { logger, what }: { logger: Logger; what: string },
): () => Promise<void> {
  const closing = new AbortController()
  let running: Promise<unknown> | undefined
  const timer = setInterval(() => {
    running ??= sender
      .sendNow(closing.signal)
      .catch((error: unknown) => logger.error(`${what} could not be sent`, { error }))
      .finally(() => {
        running = undefined
      })
  }, everyMs)
  timer.unref()
  return async () => {
    clearInterval(timer)
    // the rest waits for the next start: there can be more of it than a stop has time for
    closing.abort()
    await running
  }
}
