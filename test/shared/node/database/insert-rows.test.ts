import { expect, it } from 'vitest'
import { insertJsonRows } from '../../../../shared/node/database/insert-json-rows.ts'
import { insertAbsentRows, insertRows } from '../../../../shared/node/database/insert-rows.ts'
import { jsonRowsOf, readJsonRows } from '../../../../shared/node/database/json-rows.ts'
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

  it('keeps every character, refuses U+0000, and tells a written escape from it', async () => {
    const database = await bench.open(notesSchema)
    const insert = (texts: string[]) => {
      const rows = texts.map((text, at) => ({ id: `${at}`, text, count: at === 0 ? -1 : at }))
      return database.transact((tx) => insertRows<Note>(tx, noteEntity, rows))
    }
    await expect(insert(['a', 'nul\0'])).rejects.toMatchObject({ code: 'request_malformed' })
    const texts = ['Siân "$1" ? \\u0000', "it's\n\t\\", '\u{1f3c5}\u2028', '[1,"2"]', 'null', '']
    await insert(texts)
    const kept = await database.reader.find(noteEntity, { order: { id: 'ASC' } })
    expect(kept.map(({ text }) => text)).toEqual(texts)
    expect(kept.map(({ count }) => count)).toEqual([-1, 1, 2, 3, 4, 5])
  })

  it('inserts rows that another thread has written as JSON', async () => {
    const database = await bench.open(notesSchema)
    const rows: Note[] = [
      { id: 'a', text: 'Siân "$1" ? \\u0000', count: 1 },
      { id: 'b', text: "it's\n\u{1f3c5}", count: -2 },
    ]
    const alike = [{ id: 'c', text: 'alone', count: 3 }]
    const written = [rows, alike, []].flatMap(jsonRowsOf)
    await database.transact((tx) => insertJsonRows<Note>(tx, noteEntity, written))
    const kept = [...rows, ...alike]
    expect(await database.reader.find(noteEntity, { order: { id: 'ASC' } })).toEqual(kept)
    expect(written.flatMap(readJsonRows)).toEqual(kept)
    expect(() => jsonRowsOf([...rows, { id: 'd', text: 'nul\0', count: 4 }])).toThrow('U+0000')
  })

  it('inserts long texts that stand beside the JSON', async () => {
    const database = await bench.open(notesSchema)
    const texts = ['Siân "$1" ? \\u0000', '', "it's\n\u{1f3c5}", 'x'.repeat(100_000)]
    let end = 0
    const cells = texts.map((text, at) => {
      const start = end
      end += Buffer.byteLength(text)
      return [`note-${at}`, start, end - start]
    })
    const bytes = new TextEncoder().encode(JSON.stringify(cells))
    const long = { property: 'text', bytes: new TextEncoder().encode(texts.join('')) }
    await database.transact((tx) =>
      insertJsonRows<Note>(tx, noteEntity, [{ shared: { count: 3 }, own: ['id'], bytes, long }]),
    )
    const kept = await database.reader.find(noteEntity, { order: { id: 'ASC' } })
    expect(kept).toEqual(texts.map((text, at) => ({ id: `note-${at}`, text, count: 3 })))
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
