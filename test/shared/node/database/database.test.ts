import { describe, expect, it } from 'vitest'
import { isUniqueViolation } from '../../../../shared/node/database/failures.ts'
import { forEachDatabase } from '../../../support/postgres.ts'
import { note, noteEntity, notesSchema } from './notes-schema.ts'

forEachDatabase('transact', (bench) => {
  it('keeps what a unit wrote and answers its value', async () => {
    const database = await bench.open(notesSchema)
    const answer = await database.transact(async (tx) => {
      await tx.insert(noteEntity, note('a', 1))
      return tx.findOneBy(noteEntity, { id: 'a' })
    })
    expect(answer).toEqual(note('a', 1))
    expect(await database.reader.find(noteEntity)).toEqual([note('a', 1)])
  })
})
void describe
void isUniqueViolation
