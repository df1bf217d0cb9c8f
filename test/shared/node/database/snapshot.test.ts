import { readdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, test } from 'vitest'
import { openDatabase } from '../../../../shared/node/database/open-database.ts'
import { openSnapshot } from '../../../../shared/node/database/snapshot.ts'
import { apiKeyEntity, apiSchema } from '../../../../shared/server/api/api-schema.ts'
import { forEachDatabase } from '../../../support/postgres.ts'

const key = (id: string) => ({
  id,
  name: id,
  provider: null,
  hash: id,
  createdAt: '2026-11-22T10:00:00Z',
  revokedAt: null,
})

forEachDatabase('openSnapshot', (bench) => {
  test('reads what was there at its moment, and leaves nothing behind', async () => {
    const location = bench.freshLocation()
    const database = await openDatabase(location, apiSchema)
    await database.transact((tx) => tx.insert(apiKeyEntity, key('before')))
    const snapshot = await openSnapshot(location, apiSchema)
    await database.transact((tx) => tx.insert(apiKeyEntity, key('after')))
    const idsIn = async (reader: typeof database.reader) =>
      (await reader.find(apiKeyEntity, { order: { createdAt: 'ASC', id: 'DESC' } })).map(
        ({ id }) => id,
      )
    expect([await idsIn(snapshot.reader), await idsIn(database.reader)]).toEqual([
      ['before'],
      ['before', 'after'],
    ])
    await snapshot.close()
    await database.close()
    if (location.kind === 'sqlite') {
      expect(readdirSync(dirname(location.file))).toEqual(['db.sqlite'])
    }
  })
})
