import { randomUUID } from 'node:crypto'
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, inject, onTestFinished } from 'vitest'
import type { Database, DatabaseOptions, Schema } from '../../shared/node/database/database.ts'
import type { DatabaseLocation } from '../../shared/node/database/location.ts'
import { openDatabase } from '../../shared/node/database/open-database.ts'
import { temporaryFolder } from './temp-folder.ts'

/** Address of a new, empty database in the run's PostgreSQL server. */
export async function freshPostgres(): Promise<string> {
  const answer = await fetch(inject('sharedPostgres'))
  const text = await answer.text()
  if (!answer.ok) throw new Error(text)
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const client = new pg.Client({ connectionString: text })
  await client.connect()
  try {
    await client.query(`CREATE DATABASE ${name}`)
  } finally {
    await client.end()
  }
  const url = new URL(text)
  url.pathname = `/${name}`
  return url.href
}

/** What a contract test of something that keeps rows gets, once for each kind of database. */
export type DatabaseBench = {
  kind: Database['kind']
  /** A place with nothing in it: a file in a temporary folder, or a schema of its own. */
  freshLocation(): DatabaseLocation
  /** Opens a fresh database, or the one at `location`; it is closed when the test ends. */
  open(schema: Schema, options?: DatabaseOptions, location?: DatabaseLocation): Promise<Database>
  /** One database for all tests of the describe, to be called in `beforeAll`. */
  openForAll(schema: Schema, options?: DatabaseOptions): Promise<Database>
}

/** Defines the same tests on SQLite and on PostgreSQL. */
export function forEachDatabase(name: string, define: (bench: DatabaseBench) => void): void {
  describe(`${name} on SQLite`, () => {
    define(createBench('sqlite', (whenDone) => ({
      kind: 'sqlite',
      file: join(temporaryFolder(whenDone), 'db.sqlite'),
    })))
  })
  describe(`${name} on PostgreSQL`, () => {
    let url: string | undefined
    let schemas = 0
    beforeAll(async () => {
      url = await freshPostgres()
    })
    define(createBench('postgres', () => {
      if (!url) throw new Error('the database is there inside tests only')
      schemas += 1
      return { kind: 'postgres', url, schema: `test_${schemas}` }
    }))
  })
}

const templates = new WeakMap<Schema, { file?: Promise<string> }>()

/** From the second time on, the tables of a schema are copied: to make them takes longer than most tests. */
async function copySqliteTemplate(schema: Schema, file: string): Promise<void> {
  const known = templates.get(schema)
  if (known === undefined) return void templates.set(schema, {})
  if (existsSync(file)) return
  known.file ??= makeSqliteTemplate(schema)
  copyFileSync(await known.file, file)
}

async function makeSqliteTemplate(schema: Schema): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'waymark-template-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'template.sqlite')
  const database = await openDatabase({ kind: 'sqlite', file }, schema)
  await database.close()
  return file
}

type WhenDone = (clean: () => Promise<void> | void) => void

function createBench(
  kind: Database['kind'],
  locate: (whenDone?: WhenDone) => DatabaseLocation,
): DatabaseBench {
  const freshLocation = () => locate()
  return {
    kind,
    freshLocation,
    async openForAll(schema, options = {}) {
      const database = await openDatabase(locate(afterAll), schema, options)
      afterAll(() => database.close())
      return database
    },
    async open(schema, options = {}, location = freshLocation()) {
      if (location.kind === 'sqlite') await copySqliteTemplate(schema, location.file)
      const database = await openDatabase(location, schema, options)
      onTestFinished(() => database.close())
      return database
    },
  }
}
