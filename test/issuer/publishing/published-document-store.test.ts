import { expect, it } from 'vitest'
import {
  listPublishedAfter,
  savePublishedDocuments,
} from '../../../issuer/publishing/published-document-store.ts'
import { createPublisher } from '../../../issuer/publishing/publisher.ts'
import { issuerSchema } from '../../../issuer/schema.ts'
import type { Reader } from '../../../shared/node/database/database.ts'
import {
  createPublicDocuments,
  tokenPathOf,
} from '../../../shared/server/documents/public-documents.ts'
import { gate } from '../../support/gate.ts'
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

  it('are found with their tokens by a node that has not looked yet', async () => {
    const database = await bench.open(issuerSchema)
    const [here, there] = [createPublicDocuments(), createPublicDocuments()]
    const publisher = createPublisher({ database, documents: here })
    const other = createPublisher({ database, documents: there })
    await publisher.publish([document('/a'), document(tokenPathOf('/a')), document('/b')])
    const found = [await other.find('/a'), await other.find('/c')]
    const shown = ['/a', tokenPathOf('/a'), '/b'].map((path) => there.has(path))
    expect([found, shown]).toEqual([
      [true, false],
      [true, true, false],
    ])
  })

  it('are shown as they are now, though a look that began earlier ends later', async () => {
    const database = await bench.open(issuerSchema)
    const save = (body: string) =>
      database.transact((tx) => savePublishedDocuments(tx, [document('/a', body)]))
    const { passed, open } = gate()
    const documents = createPublicDocuments()
    const shown: unknown[] = []
    const publisher = createPublisher({
      database: { ...database, reader: slowAtFirst(database.reader, passed) },
      documents: {
        ...documents,
        set: (_, given) => void shown.push((typeof given === 'function' ? given() : given).body),
      },
    })
    await save('old')
    const early = publisher.refresh()
    await save('new')
    await publisher.refresh()
    open()
    await early
    expect(shown).toEqual(['new'])
    expect([await publisher.find('/a'), await publisher.find('/b')]).toEqual([true, false])
  })
})

/** The first list that is asked for is read at once, and comes late. */
function slowAtFirst(reader: Reader, passed: Promise<void>): Reader {
  let looks = 0
  const createQueryBuilder: Reader['createQueryBuilder'] = (...given: []) => {
    const builder = reader.createQueryBuilder(...given)
    looks += 1
    if (looks > 1) return builder
    const getMany = builder.getMany.bind(builder)
    return Object.assign(builder, {
      getMany: async () => {
        const rows = await getMany()
        await passed
        return rows
      },
    })
  }
  return new Proxy(reader, {
    get: (target, name) =>
      name === 'createQueryBuilder' ? createQueryBuilder : Reflect.get(target, name),
  })
}
