import { expect, test } from 'vitest'
import { createHostedDocumentStore } from '../../../wallet/server/people/hosted-document-store.ts'
import { walletServerSchema } from '../../../wallet/server/wallet-server-schema.ts'
import { forEachDatabase } from '../../support/postgres.ts'

const first = { text: '{"a":"ŵ"}', version: 'v1' }
const second = { text: '{"b":1}', version: 'v2' }
const third = { text: '{"c":1}', version: 'v3' }

forEachDatabase('createHostedDocumentStore', (bench) => {
  const openStore = async () => createHostedDocumentStore(await bench.open(walletServerSchema))

  test('finds what was put there', async () => {
    const store = await openStore()
    expect(await store.find('sam')).toBeUndefined()
    await store.replace('sam', undefined, first)
    await store.replace('sam', first, second)
    expect(await store.find('sam')).toEqual(second)
    expect(await store.find('eve')).toBeUndefined()
  })

  test('replaces only what still stands', async () => {
    const store = await openStore()
    await store.replace('sam', undefined, first)
    await store.replace('sam', first, second)
    await expect(store.replace('sam', first, third)).rejects.toMatchObject({ code: 'conflict' })
    await expect(store.replace('sam', undefined, third)).rejects.toMatchObject({
      code: 'conflict',
    })
    await expect(store.replace('eve', first, third)).rejects.toMatchObject({ code: 'conflict' })
    expect(await store.find('sam')).toEqual(second)
  })

  test('lets one of many replace it', async () => {
    const store = await openStore()
    await store.replace('sam', undefined, first)
    const results = await Promise.allSettled(
      Array.from({ length: 8 }, (_, index) =>
        store.replace('sam', first, { text: `{"n":${index}}`, version: `n${index}` }),
      ),
    )
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })
})
