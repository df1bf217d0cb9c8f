import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, inject, onTestFinished } from 'vitest'
import type { Database, DatabaseOptions, Schema } from '../../shared/node/database/database.ts'
import type { DatabaseLocation } from '../../shared/node/database/location.ts'
import { openDatabase } from '../../shared/node/database/open-database.ts'
import { type KeptTemplate, keepTemplate } from './kept-template.ts'
import { askForMade } from './made-once.ts'
import { temporaryFolder } from './temp-folder.ts'

/**
 * Address of a new database in the run's PostgreSQL server.
 * @param template name of the database that it is a copy of; default an empty one
 */
export async function freshPostgres(template = 'template1'): Promise<string> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  // copying files takes a third of the time of writing their pages to the log, which nobody needs here
  const server = await administer(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`)
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}

/** @returns address of the run's server */
async function administer(statement: string): Promise<string> {
  const url = await askForMade(inject('sharedPostgres'))
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
  return url
}

const nameOf = (url: string): string => new URL(url).pathname.slice(1)

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
      file: join(temporaryFolder(whenDone), sqliteName),
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

const sqliteName = 'db.sqlite'
const templates = new WeakMap<Schema, KeptTemplate | 'asked once'>()

/** From the second time on, the tables of a schema are copied. */
async function copyTables(schema: Schema, file: string): Promise<void> {
  const known = templates.get(schema)
  if (known === undefined) return void templates.set(schema, 'asked once')
  if (existsSync(file) || basename(file) !== sqliteName) return
  const template =
    known === 'asked once'
      ? keepTemplate(async (folder) => {
          const place = { kind: 'sqlite', file: join(folder, sqliteName) } as const
          await (await openDatabase(place, schema)).close()
        })
      : known
  templates.set(schema, template)
  await template.copyTo(dirname(file))
}

const copiedSchema = 'copied'
const postgresTemplates = new WeakMap<Schema, Promise<string> | 'asked once'>()

/** A place for one test with the tables of a schema; from the second time on they are copied. */
async function placeOnPostgres(
  schema: Schema,
  empty: () => DatabaseLocation,
): Promise<DatabaseLocation> {
  const known = postgresTemplates.get(schema)
  if (known === undefined) {
    postgresTemplates.set(schema, 'asked once')
    return empty()
  }
  const template = known === 'asked once' ? makePostgresTemplate(schema) : known
  postgresTemplates.set(schema, template)
  const url = await freshPostgres(await template)
  onTestFinished(async () => void (await administer(`DROP DATABASE ${nameOf(url)} WITH (FORCE)`)))
  return { kind: 'postgres', url, schema: copiedSchema }
}

async function makePostgresTemplate(schema: Schema): Promise<string> {
  const url = await freshPostgres()
  await (await openDatabase({ kind: 'postgres', url, schema: copiedSchema }, schema)).close()
  return nameOf(url)
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
    async open(schema, options = {}, place) {
      const location =
        place ?? (kind === 'sqlite' ? locate() : await placeOnPostgres(schema, freshLocation))
      if (location.kind === 'sqlite') await copyTables(schema, location.file)
      const database = await openDatabase(location, schema, options)
      onTestFinished(() => database.close())
      return database
    },
  }
}
