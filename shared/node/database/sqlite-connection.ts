import { closeSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import sqlite3 from 'sqlite3'
import { DataSource, type DataSourceOptions, type QueryRunner } from 'typeorm'
import { makeFolder } from '../make-folder.ts'
import { asAppError, isBusy, unavailable } from './failures.ts'
import { KeepingDatabase } from './kept-statements.ts'
import { runMigrations } from './migrate.ts'
import { refuseMissingCriteria } from './missing-criteria.ts'
import { createStatementLog } from './statement-log.ts'

export type ConnectionSchema = Pick<DataSourceOptions, 'entities' | 'migrations'>

/** Short: whoever waits inside SQLite holds one of the few threads, perhaps the one that the lock's holder needs. */
const busyTimeoutMs = 20
const patienceMs = 30_000
const pauseMs = 5

/**
 * secure_delete: what is deleted is overwritten, so that it cannot be read from the file. Rows with random keys change
 * pages all over the file: a cache of 32 MB holds the pages of a city's indices, and a log of 64 MB takes each of them
 * into the file once for many commits.
 */
const commonPragmas = [
  'PRAGMA journal_mode = WAL',
  'PRAGMA synchronous = FULL',
  'PRAGMA foreign_keys = ON',
  'PRAGMA secure_delete = ON',
  'PRAGMA temp_store = MEMORY',
  'PRAGMA cache_size = -32768',
  'PRAGMA wal_autocheckpoint = 16384',
]

const keepingSqlite = { ...sqlite3, Database: KeepingDatabase }

/** TypeORM switches sqlite3's traces on, which note the stack at every statement: a fifth of its time. */
const quietSqlite = { ...keepingSqlite, verbose: () => keepingSqlite }

/**
 * Opens one connection to a SQLite file, creating it and its folder where they are missing.
 * @throws AppError database_unavailable
 */
export async function connectSqlite(
  file: string,
  { entities = [], migrations = [] }: ConnectionSchema,
  onStatement?: (sql: string) => void,
): Promise<DataSource> {
  createPrivateFile(file)
  const dataSource = new DataSource({
    type: 'sqlite',
    driver: quietSqlite,
    database: file,
    entities,
    migrations,
    synchronize: false,
    invalidWhereValuesBehavior: refuseMissingCriteria,
    busyTimeout: busyTimeoutMs,
    logging: true,
    logger: createStatementLog(onStatement),
  })
  try {
    await dataSource.initialize()
    for (const pragma of commonPragmas) await whileBusy(() => dataSource.query(pragma))
    return dataSource
  } catch (cause) {
    if (dataSource.isInitialized) await dataSource.destroy()
    throw unavailable(cause)
  }
}

/** The write-ahead log and its index take over these permissions. */
function createPrivateFile(file: string): void {
  try {
    makeFolder(dirname(file))
    closeSync(openSync(file, 'a', 0o600))
  } catch (cause) {
    throw unavailable(cause)
  }
}

/** Rebuilding a table would trip over foreign keys, and they cannot be switched inside a transaction. */
export async function migrateSqlite(dataSource: DataSource): Promise<void> {
  const runner = dataSource.createQueryRunner()
  try {
    await runner.query('PRAGMA foreign_keys = OFF')
    await beginImmediate(runner)
    await runMigrations(dataSource, runner)
    await runner.query('COMMIT')
    await runner.query('PRAGMA foreign_keys = ON')
  } catch (error) {
    await runner.query('ROLLBACK').catch(() => undefined)
    await dataSource.destroy()
    throw asAppError(error)
  }
}

/**
 * Takes the write lock at the start, so that a unit which reads and then writes is never refused in between.
 * Another process may hold it: then this waits its turn.
 */
export async function beginImmediate(runner: QueryRunner): Promise<void> {
  await whileBusy(() => runner.query('BEGIN IMMEDIATE'))
}

/** Tries again as long as another process holds the file. */
export async function whileBusy<T>(statement: () => Promise<T>): Promise<T> {
  const lastPause = patienceMs / (busyTimeoutMs + pauseMs)
  for (let pause = 0; ; pause += 1) {
    try {
      return await statement()
    } catch (error) {
      if (!isBusy(error) || pause >= lastPause) throw error
      await sleep(pauseMs)
    }
  }
}
