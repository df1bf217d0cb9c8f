import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { DataSource } from 'typeorm'
import type { Database, DatabaseOptions, Schema, Transaction } from './database.ts'
import { asAppError, isLostRace, unavailable } from './failures.ts'
import { once } from './once.ts'
import {
  connectPostgres,
  createPostgresSchema,
  migratePostgres,
  type PostgresPlace,
} from './postgres-connection.ts'
import { defaultUnitTimeoutMs, refuseNesting, runUnit } from './unit.ts'

const defaultConnections = 10
const mostAttempts = 20
const longestPauseMs = 200

/**
 * A pool that writes and a pool that can only read. Units are SERIALIZABLE, so that rules which read before
 * they write hold as they do on SQLite; one that loses a race is run again.
 */
export async function openPostgres(
  place: PostgresPlace,
  schema: Schema,
  options: DatabaseOptions,
): Promise<Database> {
  const connections = options.connections ?? defaultConnections
  await createPostgresSchema(place)
  const writing = await connectPostgres(place, {
    ...schema,
    connections,
    settings: { default_transaction_isolation: 'serializable' },
    onStatement: options.onStatement,
  })
  await migratePostgres(writing)
  const reading = await connectPostgres(place, {
    entities: schema.entities,
    connections,
    settings: { default_transaction_read_only: 'on' },
  })
  const database = {}
  const running = new Set<Promise<unknown>>()
  let hasEnded = false
  const unit = {
    database,
    dataSource: writing,
    timeoutMs: options.unitTimeoutMs ?? defaultUnitTimeoutMs,
  }
  return {
    kind: 'postgres',
    async transact(work) {
      refuseNesting(database)
      if (hasEnded) throw new TypeError('The database is closed')
      const result = runUntilWon(() => runOnce(work, unit))
      running.add(result)
      return result.finally(() => running.delete(result))
    },
    async lend(work) {
      refuseNesting(database)
      return work()
    },
    reader: reading.manager,
    backfill: async () => undefined,
    async scrub(entities, { rewrites = false } = {}) {
      const names = entities.map((entity) =>
        writing
          .getMetadata(entity)
          .tablePath.split('.')
          .map((part) => `"${part}"`)
          .join('.'),
      )
      // what an older transaction may still see would be kept
      if (!(await outwaitOthers(writing))) return false
      await writing.query(`VACUUM ${rewrites ? '(FULL) ' : ''}${names.join(', ')}`)
      return true
    },
    close: once(async () => {
      hasEnded = true
      await Promise.allSettled(running)
      await reading.destroy()
      await writing.destroy()
    }),
  }
}

const scrubAttempts = 200
const scrubPauseMs = 25

/**
 * Waits for every transaction that goes on in this database, autovacuum's too: any may hold a snapshot that
 * still sees what was deleted. And for those of the server's other databases that write: no snapshot is newer
 * than they are, VACUUM FULL's own neither. Their locks show them to every role, where pg_stat_activity does not.
 * @returns false where one goes on for too long
 */
async function outwaitOthers(writing: DataSource): Promise<boolean> {
  const others = async (): Promise<string[]> => {
    const rows: { transaction: string }[] = await writing.query(
      `SELECT locks.virtualtransaction AS transaction FROM pg_locks locks
        JOIN pg_stat_activity backend ON backend.pid = locks.pid
        WHERE locks.granted AND locks.pid <> pg_backend_pid()
          AND (locks.locktype = 'virtualxid' AND backend.datname = current_database()
            OR locks.locktype = 'transactionid' AND locks.mode = 'ExclusiveLock')`,
    )
    return rows.map(({ transaction }) => transaction)
  }
  const older = new Set(await others())
  for (let attempt = 0; older.size > 0; attempt += 1) {
    if (attempt === scrubAttempts) return false
    await sleep(scrubPauseMs)
    const now = new Set(await others())
    for (const transaction of older) if (!now.has(transaction)) older.delete(transaction)
  }
  return true
}

async function runOnce<T>(
  work: (tx: Transaction) => Promise<T>,
  options: { database: object; dataSource: DataSource; timeoutMs: number },
): Promise<T> {
  const runner = options.dataSource.createQueryRunner()
  try {
    await runner.startTransaction()
    const value = await runUnit(work, { ...options, runner })
    await runner.commitTransaction()
    return value
  } catch (error) {
    if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined)
    throw error
  } finally {
    await runner.release()
  }
}

async function runUntilWon<T>(attempt: () => Promise<T>): Promise<T> {
  for (let attempts = 1; ; attempts += 1) {
    try {
      return await attempt()
    } catch (error) {
      if (!isLostRace(error)) throw asAppError(error)
      if (attempts === mostAttempts) throw unavailable(error)
    }
    await sleep(randomInt(1, 1 + Math.min(2 ** attempts, longestPauseMs)))
  }
}
