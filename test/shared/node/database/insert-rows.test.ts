import { expect, it } from 'vitest'
import { insertRows } from '../../../../shared/node/database/insert-rows.ts'
import { forEachDatabase } from '../../../support/postgres.ts'
import { type Note, noteEntity, notesSchema } from './notes-schema.ts'

const notesOf = (count: number, text: (at: number) => string, number: (at: number) => number) =>
  Array.from({ length: count }, (_, at) => ({
    id: `note-${String(at).padStart(6, '0')}`,
    text: text(at),
    count: number(at),
  }))

forEachDatabase('insertRows', (bench) => {
  it.each<[string, Note[]]>([
    ['no row', []],
    [
      'one row',
      notesOf(
        1,
        () => 'text',
        () => 1,
      ),
    ],
    [
      'rows that differ in all',
      notesOf(
        3,
        (at) => `text ${at}`,
        (at) => at,
      ),
    ],
    [
      'rows that have text and number alike',
      notesOf(
        3,
        () => "it's $1 ?",
        () => 7,
      ),
    ],
    [
      'more rows than one statement takes',
      notesOf(
        17_000,
        (at) => `${at}`,
        () => 2,
      ),
    ],
  ])('inserts %s', async (_name, rows) => {
    const database = await bench.open(notesSchema)
    await database.transact((tx) => insertRows<Note>(tx, noteEntity, rows))
    expect(await database.reader.find(noteEntity, { order: { id: 'ASC' } })).toEqual(rows)
  })

  it('refuses a row that lacks a column', async () => {
    const database = await bench.open(notesSchema)
    // sound: what it is about
    const rows = [{ id: 'a', count: 1 }] as Note[]
    const inserting = database.transact((tx) => insertRows<Note>(tx, noteEntity, rows))
    await expect(inserting).rejects.toThrow('has no text')
  })
})
