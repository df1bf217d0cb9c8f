import pg from 'pg'
import sqlite3 from 'sqlite3'
import { issuerSchema } from '../issuer/schema.ts'
import type { Reader } from '../shared/node/database/database.ts'
import { parseDatabaseLocation } from '../shared/node/database/location.ts'
import { openDatabase } from '../shared/node/database/open-database.ts'

type Row = Record<string, unknown>
type Tables = Readonly<Record<string, readonly Row[]>>
type Execute = (sql: string, values?: readonly unknown[]) => Promise<unknown>

const tables = [
  'status_entry',
  'award',
  'award_word',
  'log_leaf',
  'issued_credential',
  'audit_entry',
]

/** What awarding has written, in the order of the awards. */
export async function readAwarded(reader: Reader): Promise<Tables> {
  const read: Record<string, Row[]> = {}
  for (const table of tables) {
    const where = table === 'audit_entry' ? "WHERE action = 'award.made'" : ''
    const rows: Row[] = await reader.query(`SELECT * FROM ${table} ${where}`)
    read[table] = table === 'status_entry' ? rows.filter(({ award_id }) => award_id !== '') : rows
  }
  const ids = [...(read.award ?? [])].map(({ id }) => String(id)).sort()
  const places = new Map(ids.map((id, place) => [id, place]))
  const placeOf = ({ award_id, subject, id }: Row) =>
    places.get(String(award_id ?? subject ?? id)) ?? 0
  for (const rows of Object.values(read)) rows.sort((a, b) => placeOf(a) - placeOf(b))
  return read
}

/**
 * The same rows into the same tables with the same indices and durability, by the driver alone, a thousand awards a
 * transaction. @returns awards a second
 */
export async function insertRaw(database: string, read: Tables): Promise<number> {
  const location = parseDatabaseLocation(database)
  await (await openDatabase(location, issuerSchema)).close()
  const driver =
    location.kind === 'sqlite'
      ? await openSqliteDriver(location.file)
      : await openPostgresDriver(location)
  const awards = read.award?.length ?? 0
  const unit = 1_000
  const start = performance.now()
  for (let first = 0; first < awards; first += unit) {
    await driver.execute(driver.begin)
    for (const [table, rows] of Object.entries(read)) {
      const share = rows.length / awards
      const some = rows.slice(Math.round(first * share), Math.round((first + unit) * share))
      await driver.insert(table, some)
    }
    await driver.execute('COMMIT')
  }
  const passed = performance.now() - start
  await driver.close()
  return (awards / passed) * 1_000
}

const mostValues = 32_000

async function openSqliteDriver(file: string) {
  const driver = new sqlite3.Database(file)
  const execute: Execute = (sql, values = []) =>
    new Promise((resolve, reject) => {
      driver.run(sql, values, (error) => (error ? reject(error) : resolve(undefined)))
    })
  const pragmas = ['synchronous = FULL', 'cache_size = -32768', 'wal_autocheckpoint = 16384']
  for (const pragma of pragmas) await execute(`PRAGMA ${pragma}`)
  return {
    execute,
    begin: 'BEGIN IMMEDIATE',
    async insert(table: string, rows: readonly Row[]) {
      const columns = Object.keys(rows[0] ?? {})
      const most = Math.floor(mostValues / columns.length)
      for (let start = 0; start < rows.length; start += most) {
        const some = rows.slice(start, start + most)
        const places = `(${columns.map(() => '?').join()})`
        await execute(
          `INSERT INTO ${table} (${columns.join()}) VALUES ${some.map(() => places).join()}`,
          some.flatMap((row) => columns.map((column) => row[column])),
        )
      }
    },
    close: () => new Promise<void>((resolve) => void driver.close(() => resolve())),
  }
}

async function openPostgresDriver({ url, schema }: { url: string; schema?: string }) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const execute: Execute = (sql, values = []) => client.query(sql, [...values])
  if (schema !== undefined) await execute(`SET search_path TO "${schema}"`)
  const { rows: found } = await client.query<{ t: string; c: string; u: string }>(
    'SELECT table_name t, column_name c, udt_name u FROM information_schema.columns WHERE table_schema = $1',
    [schema ?? 'public'],
  )
  const types = new Map(found.map(({ t, c, u }) => [`${t}.${c}`, u]))
  return {
    execute,
    begin: 'BEGIN',
    async insert(table: string, rows: readonly Row[]) {
      const columns = Object.keys(rows[0] ?? {})
      const arrays = columns.map((column, at) => `$${at + 1}::${types.get(`${table}.${column}`)}[]`)
      await execute(
        `INSERT INTO ${table} (${columns.join()}) SELECT * FROM unnest(${arrays.join()})`,
        columns.map((column) => rows.map((row) => row[column])),
      )
    },
    close: () => client.end(),
  }
}
