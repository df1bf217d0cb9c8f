import { readFileSync } from 'node:fs'
import pg from 'pg'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { DatabaseOptions } from '../../../../shared/node/database/database.ts'
import { openDatabase } from '../../../../shared/node/database/open-database.ts'
import { gate } from '../../../support/gate.ts'
import { forEachDatabase, freshPostgres } from '../../../support/postgres.ts'
import { note, noteEntity, notesSchema } from './notes-schema.ts'

const secret = 'the-name-that-must-go'

forEachDatabase('scrub', (bench) => {
  async function open(options: DatabaseOptions = {}) {
    const location = bench.freshLocation()
    const database = await bench.open(notesSchema, options, location)
    const onDisk = () =>
      location.kind === 'sqlite'
        ? ['', '-wal'].filter((part) => readFileSync(`${location.file}${part}`).includes(secret))
        : []
    return { database, onDisk }
  }

  it('leaves nothing on the disk of what was deleted', async () => {
    const { database, onDisk } = await open()
    await database.transact((tx) => tx.insert(noteEntity, { ...note('a'), text: secret }))
    await database.transact((tx) => tx.insert(noteEntity, note('b')))
    await database.transact((tx) => tx.delete(noteEntity, { id: 'a' }))
    expect(await database.scrub([noteEntity])).toBe(true)
    expect(onDisk()).toEqual([])
    expect(await database.reader.find(noteEntity)).toEqual([note('b')])
  })

  it('does no harm to a unit that is under way', async () => {
    const { database, onDisk } = await open()
    await database.transact((tx) => tx.insert(noteEntity, { ...note('a'), text: secret }))
    const hold = gate()
    const unit = database.transact(async (tx) => {
      await tx.delete(noteEntity, { id: 'a' })
      await hold.passed
    })
    const scrubbing = database.scrub([noteEntity])
    hold.open()
    await unit
    await scrubbing
    expect(await database.scrub([noteEntity])).toBe(true)
    expect(onDisk()).toEqual([])
  })
})

describe('scrub beside another database of the server', () => {
  it('waits for who writes there: until then nothing that is deleted goes', async () => {
    const [url, elsewhere] = [await freshPostgres(), await freshPostgres()]
    let looks = 0
    const onStatement = (sql: string) => {
      if (sql.includes('pg_locks')) looks += 1
    }
    const place = { kind: 'postgres', url, schema: 'own' } as const
    const database = await openDatabase(place, notesSchema, { onStatement })
    onTestFinished(() => database.close())
    const writer = new pg.Client({ connectionString: elsewhere })
    await writer.connect()
    onTestFinished(() => writer.end())

    await database.transact((tx) => tx.insert(noteEntity, { ...note('a'), text: secret }))
    await writer.query('BEGIN')
    await writer.query('SELECT pg_current_xact_id()')
    await database.transact((tx) => tx.delete(noteEntity, { id: 'a' }))
    const scrubbing = database.scrub([noteEntity], { rewrites: true })
    await expect.poll(() => looks).toBeGreaterThan(2)
    await writer.query('COMMIT')
    expect(await scrubbing).toBe(true)
    await database.reader.query('checkpoint')
    const [file]: { bytes: Buffer }[] = await database.reader.query(
      `SELECT pg_read_binary_file(pg_relation_filepath('own.note')) AS bytes`,
    )
    expect(file?.bytes.includes(secret)).toBe(false)
  })
})
