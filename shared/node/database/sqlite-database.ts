import { setTimeout as sleep } from 'node:timers/promises'
import type { DataSource } from 'typeorm'
import type { Database, DatabaseOptions, Schema } from './database.ts'
import { once } from './once.ts'
import { connectSqlite, migrateSqlite } from './sqlite-connection.ts'
import { createSqliteWriter } from './sqlite-writer.ts'
import { defaultUnitTimeoutMs, refuseNesting } from './unit.ts'

const defaultUnitsPerCommit = 64

/**
 * Reads do not wait for writers; only for another process that is just repairing the log after a crash. A smaller cache
 * than the writer's: reading changes no page that is needed again.
 */
const readerPragmas = [
  'PRAGMA query_only = ON',
  'PRAGMA busy_timeout = 2000',
  'PRAGMA cache_size = -8192',
]

/**
 * Two connections to one file: one writes, from a queue; the other reads and can do nothing else, so it never
 * sees what is not committed.
 */
export async function openSqlite(
  file: string,
  schema: Schema,
  options: DatabaseOptions,
): Promise<Database> {
  const writing = await connectSqlite(file, schema, options.onStatement)
  await migrateSqlite(writing)
  const reading = await connectSqlite(file, schema)
  for (const pragma of readerPragmas) await reading.query(pragma)
  const database = {}
  const writer = createSqliteWriter({
    database,
    dataSource: writing,
    unitsPerCommit: options.unitsPerCommit ?? defaultUnitsPerCommit,
    unitTimeoutMs: options.unitTimeoutMs ?? defaultUnitTimeoutMs,
  })
  return {
    kind: 'sqlite',
    async transact(work) {
      refuseNesting(database)
      return writer.submit(work)
    },
    async lend(work) {
      refuseNesting(database)
      return writer.lend(work)
    },
    reader: reading.manager,
    backfill: () => reading.query('PRAGMA wal_checkpoint(PASSIVE)'),
    scrub: () => emptyLog(reading),
    close: once(async () => {
      await writer.end()
      await reading.destroy()
      // where other processes still read, the last of them empties the log
      await writing.query('PRAGMA wal_checkpoint(TRUNCATE)')
      await writing.destroy()
    }),
  }
}

const scrubAttempts = 200
const scrubPauseMs = 25

/** It asks for a moment in which nobody reads an older state. */
async function emptyLog(reading: DataSource): Promise<boolean> {
  for (let attempt = 0; attempt < scrubAttempts; attempt += 1) {
    const [row]: { busy: number }[] = await reading.query('PRAGMA wal_checkpoint(TRUNCATE)')
    if (row?.busy === 0) return true
    await sleep(scrubPauseMs)
  }
  return false
}
