import { Client } from 'pg'
import { DataSource } from 'typeorm'
import { asAppError, unavailable } from './failures.ts'
import { runMigrations } from './migrate.ts'
import { refuseMissingCriteria } from './missing-criteria.ts'
import type { ConnectionSchema } from './sqlite-connection.ts'
import { createStatementLog } from './statement-log.ts'

export type PostgresPlace = { url: string; schema?: string }

export type PostgresPool = ConnectionSchema & {
  connections: number
  /** Server settings of each connection of this pool, over the common ones. */
  settings?: Readonly<Record<string, string>>
  onStatement?: ((sql: string) => void) | undefined
}

const connectTimeoutMs = 10_000

/** One number for all of Waymark: whoever holds the lock may change schemas in this database. */
const migrationLock = 7_264_011_902

const commonSettings = {
  synchronous_commit: 'on',
  lock_timeout: '10s',
  idle_in_transaction_session_timeout: '60s',
  timezone: 'UTC',
}

/** @throws AppError database_unavailable */
export async function connectPostgres(
  { url, schema }: PostgresPlace,
  { entities = [], migrations = [], connections, settings, onStatement }: PostgresPool,
): Promise<DataSource> {
  const all = { ...commonSettings, ...(schema && { search_path: schema }), ...settings }
  const dataSource = new DataSource({
    type: 'postgres',
    url,
    ...(schema && { schema }),
    entities,
    migrations,
    synchronize: false,
    invalidWhereValuesBehavior: refuseMissingCriteria,
    installExtensions: false,
    poolSize: connections,
    connectTimeoutMS: connectTimeoutMs,
    extra: {
      // statements that are asked at once go out at once, and are answered in one way there and back
      pipeline: true,
      options: Object.entries(all)
        .map(([name, value]) => `-c ${name}=${value}`)
        .join(' '),
    },
    logging: true,
    logger: createStatementLog(onStatement),
  })
  try {
    return await dataSource.initialize()
  } catch (cause) {
    throw unavailable(cause)
  }
}

/** Creates the schema where it is missing; several processes may do this at once. */
export async function createPostgresSchema({ url, schema }: PostgresPlace): Promise<void> {
  if (!schema) return
  const client = new Client({ connectionString: url, connectionTimeoutMillis: connectTimeoutMs })
  try {
    await client.connect()
    await client.query('BEGIN')
    await client.query(`SELECT pg_advisory_xact_lock(${migrationLock})`)
    await client.query(`CREATE SCHEMA IF NOT EXISTS ${client.escapeIdentifier(schema)}`)
    await client.query('COMMIT')
  } catch (cause) {
    throw unavailable(cause)
  } finally {
    await client.end()
  }
}

export async function migratePostgres(dataSource: DataSource): Promise<void> {
  const runner = dataSource.createQueryRunner()
  try {
    // whoever waited for the lock has to see what was committed meanwhile
    await runner.startTransaction('READ COMMITTED')
    await runner.query("SET LOCAL lock_timeout = '10min'")
    await runner.query(`SELECT pg_advisory_xact_lock(${migrationLock})`)
    await runMigrations(dataSource, runner)
    await runner.commitTransaction()
  } catch (error) {
    await runner.rollbackTransaction().catch(() => undefined)
    await runner.release()
    await dataSource.destroy()
    throw asAppError(error)
  }
  await runner.release()
}
