import { expect, it } from 'vitest'
import {
  listPublishedAfter,
  savePublishedDocuments,
} from '../../../issuer/publishing/published-document-store.ts'
import { createPublisher } from '../../../issuer/publishing/publisher.ts'
import { issuerSchema } from '../../../issuer/schema.ts'
import { createPublicDocuments } from '../../../shared/server/public-documents.ts'
import { forEachDatabase } from '../../support/postgres.ts'

const document = (path: string, body = '{}') => ({
  path,
  body,
  contentType: 'application/json',
  maxAgeSeconds: 60,
})

forEachDatabase('published documents', (bench) => {
  it('are found by the number of their publication', async () => {
    const database = await bench.open(issuerSchema)
    const save = (...documents: ReturnType<typeof document>[]) =>
      database.transact((tx) => savePublishedDocuments(tx, documents))
    await save(document('/a'), document('/b'))
    await save(document('/b', '{"new":true}'))

    expect(await listPublishedAfter(database.reader, 0)).toEqual([
      { ...document('/a'), publication: 1 },
      { ...document('/b', '{"new":true}'), publication: 2 },
    ])
    expect(await listPublishedAfter(database.reader, 1)).toEqual([
      { ...document('/b', '{"new":true}'), publication: 2 },
    ])
  })

  it('that are published again unchanged are no news', async () => {
    const database = await bench.open(issuerSchema)
    const save = () => database.transact((tx) => savePublishedDocuments(tx, [document('/a')]))
    await save()
    await save()
    expect((await listPublishedAfter(database.reader, 0))[0]?.publication).toBe(1)
  })

  it('of twenty who publish at a time have twenty numbers', async () => {
    const database = await bench.open(issuerSchema)
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        database.transact((tx) => savePublishedDocuments(tx, [document(`/${index}`)])),
      ),
    )
    const numbers = (await listPublishedAfter(database.reader, 0)).map(
      ({ publication }) => publication,
    )
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
  })

  it('of one node are shown by another as soon as it looks', async () => {
    const database = await bench.open(issuerSchema)
    const [here, there] = [createPublicDocuments(), createPublicDocuments()]
    const publisher = createPublisher({ database, documents: here })
    const other = createPublisher({ database, documents: there })
    await publisher.publish([document('/a')])
    expect([here.has('/a'), there.has('/a')]).toEqual([true, false])
    await other.refresh()
    expect(there.has('/a')).toBe(true)
  })
})
