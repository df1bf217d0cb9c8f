// A process that writes pairs of rows until it is killed, and prints the id of each pair once it is
// acknowledged: `<prefix>-<lane>-<number>`. Arguments: the location as JSON, the prefix.
import { writeSync } from 'node:fs'
import { openDatabase } from '../../shared/node/database/open-database.ts'
import { note, noteEntity, notesSchema } from '../shared/node/database/notes-schema.ts'

const [location = '', prefix = ''] = process.argv.slice(2)
const database = await openDatabase(JSON.parse(location), notesSchema)
const lanes = 8

async function writeForever(lane: number): Promise<never> {
  for (let number = 0; ; number += 1) {
    const id = `${prefix}-${lane}-${number}`
    await database.transact(async (tx) => {
      await tx.insert(noteEntity, note(`${id}-left`))
      await tx.insert(noteEntity, note(`${id}-right`))
    })
    writeSync(1, `${id}\n`)
  }
}

await Promise.all(Array.from({ length: lanes }, (_, lane) => writeForever(lane)))
