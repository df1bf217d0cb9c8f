import { describe, expect, it, onTestFinished } from 'vitest'
import { isAppError } from '../../../../shared/errors/app-error.ts'
import type { DatabaseLocation } from '../../../../shared/node/database/location.ts'
import { openDatabase } from '../../../../shared/node/database/open-database.ts'
import { freshPostgres } from '../../../support/postgres.ts'
import { note, noteEntity, notesSchema } from './notes-schema.ts'

async function failureOf(location: DatabaseLocation): Promise<unknown> {
  const error = await openDatabase(location, notesSchema).catch((thrown: unknown) => thrown)
  return isAppError(error) ? { code: error.code, message: error.message } : error
}

describe('openDatabase on PostgreSQL', () => {
  it('says what is wrong where it cannot connect, and repeats no password', async () => {
    const here = await freshPostgres()
    const gone = here.replace(/:\d+\//, ':1/')
    const stranger = here.replace('postgres:postgres@', 'postgres:secret@')
    const elsewhere = here.replace(/\/test_\w+$/, '/nowhere')
    const unavailable = {
      code: 'database_unavailable',
      message:
        'The database cannot be read or written at the moment. Check its disk, its address and its permissions, then try again.',
    }
    for (const url of [gone, stranger, elsewhere]) {
      expect(await failureOf({ kind: 'postgres', url })).toEqual(unavailable)
      expect(await failureOf({ kind: 'postgres', url, schema: 'city' })).toEqual(unavailable)
    }
  })

  it('writes with the settings that survive a power loss, and keeps schemas apart', async () => {
    const url = await freshPostgres()
    const open = async (schema: string) => {
      const location: DatabaseLocation = { kind: 'postgres', url, schema }
      const database = await openDatabase(location, notesSchema)
      onTestFinished(() => database.close())
      return database
    }
    const [city, other] = [await open('city'), await open('other')]
    const settings = await city.transact(async (tx) => {
      const rows = []
      for (const name of ['synchronous_commit', 'transaction_isolation', 'search_path']) {
        rows.push(...(await tx.query(`SHOW ${name}`)))
      }
      return Object.assign({}, ...rows)
    })
    expect(settings).toEqual({
      synchronous_commit: 'on',
      transaction_isolation: 'serializable',
      search_path: 'city',
    })
    await city.transact((tx) => tx.insert(noteEntity, note('a')))
    expect(await city.reader.query('SELECT id FROM note')).toEqual([{ id: 'a' }])
    expect(await other.reader.find(noteEntity)).toEqual([])
  })
})
