import { randomUUID } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { EntityManager } from 'typeorm'
import type { Reader, Schema } from './database.ts'
import type { DatabaseLocation } from './location.ts'
import { connectPostgres } from './postgres-connection.ts'
import { connectSqlite, whileBusy } from './sqlite-connection.ts'

/** A database as it was at one moment, while it goes on. */
export type Snapshot = { reader: Reader; close(): Promise<void> }

/**
 * Reads what was committed at this moment, however long it takes and whatever is written meanwhile. On SQLite that is
 * a copy beside the file, with the same permissions, until it is closed.
 * @throws AppError database_unavailable
 */
export async function openSnapshot(location: DatabaseLocation, schema: Schema): Promise<Snapshot> {
  const { entities } = schema
  if (location.kind === 'sqlite') return snapshotOfFile(location.file, { entities })
  const dataSource = await connectPostgres(location, {
    entities,
    connections: 1,
    settings: { idle_in_transaction_session_timeout: '0' },
  })
  const runner = dataSource.createQueryRunner()
  await runner.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
  // the snapshot is taken by the first statement after BEGIN
  await runner.query('SELECT 1')
  return {
    reader: new EntityManager(dataSource, runner),
    async close() {
      await runner.query('ROLLBACK')
      await runner.release()
      await dataSource.destroy()
    },
  }
}

async function snapshotOfFile(file: string, schema: Pick<Schema, 'entities'>): Promise<Snapshot> {
  const copy = `${file}.${randomUUID()}.snapshot`
  const forget = () =>
    Promise.all(['', '-wal', '-shm'].map((end) => rm(`${copy}${end}`, { force: true })))
  const source = await connectSqlite(file, {})
  try {
    // VACUUM INTO takes an empty file that is there: so it has the permissions of a private one
    await writeFile(copy, '', { mode: 0o600, flag: 'wx' })
    await whileBusy(() => source.query(`VACUUM INTO '${copy.replaceAll("'", "''")}'`))
  } catch (error) {
    await forget()
    throw error
  } finally {
    await source.destroy()
  }
  const dataSource = await connectSqlite(copy, schema)
  return {
    reader: dataSource.manager,
    async close() {
      await dataSource.destroy()
      await forget()
    },
  }
}
