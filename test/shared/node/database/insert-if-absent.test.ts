import { expect, it } from 'vitest'
import { insertIfAbsent } from '../../../../shared/node/database/insert-if-absent.ts'
import { forEachDatabase } from '../../../support/postgres.ts'
import { note, noteEntity, notesSchema } from './notes-schema.ts'

forEachDatabase('insertIfAbsent', (bench) => {
  it('inserts a row once, and leaves one that is there as it is', async () => {
    const database = await bench.open(notesSchema)
    const first = note('a')
    const other = { ...first, text: 'another' }
    const answers = await database.transact(async (tx) => [
      await insertIfAbsent(tx, noteEntity, first),
      await insertIfAbsent(tx, noteEntity, other),
    ])
    const later = await database.transact((tx) => insertIfAbsent(tx, noteEntity, other))
    expect([...answers, later]).toEqual([true, false, false])
    expect(await database.reader.find(noteEntity)).toEqual([first])
  })

  it('loses no race against units that insert beside it', async () => {
    const database = await bench.open(notesSchema)
    const ids = Array.from({ length: 30 }, (_, number) => `note-${number}`)
    let runs = 0
    await Promise.all(
      ids.map((id) =>
        database.transact((tx) => {
          runs += 1
          return insertIfAbsent(tx, noteEntity, note(id))
        }),
      ),
    )
    expect(runs).toBe(ids.length)
    expect(await database.reader.count(noteEntity)).toBe(ids.length)
  })
})
