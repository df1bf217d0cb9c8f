import { expect, it } from 'vitest'
import { insertAbsentRows, insertRows } from '../../../../shared/node/database/insert-rows.ts'
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

forEachDatabase('insertAbsentRows', (bench) => {
  it('leaves out rows whose key is there, and tells of the others what is asked for', async () => {
    const database = await bench.open(notesSchema)
    const note = (id: string, text: string): Note => ({ id, text, count: 1 })
    const insert = (rows: Note[]) =>
      database.transact((tx) => insertAbsentRows<Note, 'text'>(tx, noteEntity, rows, 'text'))
    expect(await insert([])).toEqual([])
    expect(await insert([note('a', 'first')])).toEqual(['first'])
    const told = await insert([note('a', 'again'), note('b', 'second'), note('b', 'twice')])
    expect(told).toEqual(['second'])
    expect(await database.reader.find(noteEntity, { order: { id: 'ASC' } })).toEqual([
      note('a', 'first'),
      note('b', 'second'),
    ])
  })
})
