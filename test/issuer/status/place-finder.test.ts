import { createSecretKey } from 'node:crypto'
import { afterAll, describe, expect, it } from 'vitest'
import { issuerSchema } from '../../../issuer/schema.ts'
import { slicesOfList } from '../../../issuer/status/list-slices.ts'
import { createPlaceFinder } from '../../../issuer/status/place-finder.ts'
import { type StatusPlace, statusEntryEntity } from '../../../issuer/status/status-entry-store.ts'
import { insertRows } from '../../../shared/node/database/insert-rows.ts'
import { openDatabase } from '../../../shared/node/database/open-database.ts'
import { deriveWith } from '../../../shared/node/kms/derive-bytes.ts'
import { minimumListLength } from '../../../shared/status/bitstring.ts'
import { temporaryFolder } from '../../support/temp-folder.ts'

const folder = temporaryFolder(afterAll)
const derive = deriveWith(createSecretKey(Buffer.alloc(32, 1)))
const at = '2026-11-22T10:00:00.000Z'
const wanted = { provider: 'dock-makers', purpose: 'revocation', at } as const
const namesOf = (places: readonly StatusPlace[]) =>
  places.map(({ list, index }) => `${list}/${index}`)

describe('createPlaceFinder', () => {
  it('gives nodes that ask at the same time different places, and takes others where a slice is full', async () => {
    const file = `${folder}/city.sqlite`
    const database = await openDatabase({ kind: 'sqlite', file }, issuerSchema)
    const nodes = [1, 2].map(() => createPlaceFinder({ database, derive }))
    const count = 1_000

    // so many at random would meet: of two nodes almost always
    const found = await Promise.all(
      nodes.flatMap((node, number) =>
        [0, 1, 2].map((part) => node.find({ ...wanted, count, slice: 2 * part + number })),
      ),
    )
    const names = found.flatMap(({ places }) => namesOf(places))
    expect(new Set(names).size).toBe(6 * count)

    const perSlice = minimumListLength / slicesOfList
    const list = found[0]?.places[0]?.list ?? ''
    const full = await nodes[0]?.find({ ...wanted, count: perSlice - 2 * count, slice: 9 })
    const rows = full?.places.map(({ index: entryIndex }) => ({
      ...{ provider: wanted.provider, list, entryIndex, awardId: 'one', isSet: false },
    }))
    await database.transact((tx) => insertRows(tx, statusEntryEntity, rows ?? []))
    full?.letGo()
    const more = await Promise.all([1, 2].map(() => nodes[0]?.find({ ...wanted, count, slice: 9 })))
    const both = [full, ...more].flatMap((some) => namesOf(some?.places ?? []))
    expect(new Set(both).size).toBe(perSlice)
    const beside = await nodes[0]?.find({ ...wanted, count, slice: 9 })
    expect(new Set([...both, ...namesOf(beside?.places ?? [])]).size).toBe(perSlice + count)
    await database.close()
  })
})
