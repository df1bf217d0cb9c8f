import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { DatabaseOptions } from '../../../../shared/node/database/database.ts'
import { gate } from '../../../support/gate.ts'
import { forEachDatabase } from '../../../support/postgres.ts'
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
