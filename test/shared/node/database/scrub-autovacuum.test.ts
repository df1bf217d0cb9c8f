import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPostgres } from '../../../../shared/node/database/postgres-database.ts'
import { type RunningPostgres, startPostgres } from '../../../support/postgres-server.ts'
import { note, noteEntity, notesSchema } from './notes-schema.ts'

const secret = 'the-name-that-must-go'

// autovacuum reads its samples so slowly that it goes on until somebody locks the table
const slowAnalyze = {
  fsync: 'off',
  autovacuum_naptime: '1s',
  autovacuum_vacuum_threshold: '1000000000',
  autovacuum_vacuum_insert_threshold: '-1',
  autovacuum_vacuum_cost_delay: '100',
  autovacuum_vacuum_cost_limit: '1',
}

let server: RunningPostgres
let observer: Client

beforeAll(async () => {
  server = await startPostgres(slowAnalyze)
  observer = new Client(server.url)
  await observer.connect()
})
afterAll(async () => {
  await observer?.end()
  await server?.stop()
})

async function analyzing(): Promise<unknown[]> {
  const { rows } = await observer.query(
    `SELECT pid FROM pg_stat_activity WHERE query LIKE 'autovacuum: ANALYZE public.samples%'`,
  )
  return rows
}

async function filesHoldIt(): Promise<boolean> {
  await observer.query('CHECKPOINT')
  const { rows } = await observer.query<{ bytes: Buffer }>(
    `SELECT pg_read_binary_file(pg_relation_filepath('plain.note')) AS bytes`,
  )
  return rows.some(({ bytes }) => bytes.includes(secret))
}

test('scrub waits until autovacuum has read its samples, which a plain role may not see', async () => {
  await observer.query(`CREATE ROLE plain LOGIN PASSWORD 'plain'`)
  await observer.query('GRANT CREATE ON DATABASE postgres TO plain')
  await observer.query(
    `CREATE TABLE samples AS SELECT repeat('x', 500) FROM generate_series(1, 20000)`,
  )
  const url = new URL(server.url)
  url.username = 'plain'
  url.password = 'plain'
  let looks = 0
  const onStatement = (sql: string) => {
    if (sql.includes('pg_locks')) looks += 1
  }
  const database = await openPostgres({ url: url.href, schema: 'plain' }, notesSchema, {
    onStatement,
  })
  await expect.poll(analyzing, { timeout: 30_000 }).toHaveLength(1)
  await database.transact((tx) => tx.insert(noteEntity, { ...note('a'), text: secret }))
  await database.transact((tx) => tx.delete(noteEntity, { id: 'a' }))
  let isOver = false
  const scrubbing = database.scrub([noteEntity], { rewrites: true }).finally(() => {
    isOver = true
  })
  await expect.poll(() => looks, { timeout: 30_000 }).toBeGreaterThan(3)
  expect([isOver, await filesHoldIt()]).toEqual([false, true])
  await observer.query('DROP TABLE samples')
  expect(await scrubbing).toBe(true)
  expect(await filesHoldIt()).toBe(false)
  await database.close()
})
