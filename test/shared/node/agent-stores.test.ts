import { expect, it, onTestFinished } from 'vitest'
import { AgentDidStore, AgentKeyStore, openAgentStores } from '../../../shared/node/agent-stores.ts'
import type { DatabaseLocation } from '../../../shared/node/database/location.ts'
import { forEachDatabase } from '../../support/postgres.ts'

async function open(location: DatabaseLocation) {
  const stores = await openAgentStores(location)
  onTestFinished(() => stores.close())
  return { stores, keys: new AgentKeyStore(stores), dids: new AgentDidStore(stores) }
}

const key = (kid: string) => ({
  kid,
  kms: 'local',
  type: 'Ed25519' as const,
  publicKeyHex: `${kid}00`,
  meta: { owner: 'city' },
})

const identifier = (name: string) => ({
  did: `did:web:${name}`,
  provider: 'did:web',
  alias: name,
  controllerKeyId: name,
  keys: [key(name)],
  services: [],
})

forEachDatabase('openAgentStores', (bench) => {
  it('runs all migrations of Veramo, once, also when several start together', async () => {
    const location = bench.freshLocation()
    const opened = await Promise.all([open(location), open(location), open(location)])
    const rows = await opened[0]?.stores.dataSource.query('SELECT name FROM migrations ORDER BY id')
    expect(rows).toEqual(
      [
        'CreateDatabase1447159020001',
        'SimplifyRelations1447159020002',
        'CreatePrivateKeyStorage1629293428674',
        'AllowNullIssuanceDateForPresentations1637237492913',
      ].map((name) => ({ name })),
    )
  })

  it('keeps a key and an identifier over a restart', async () => {
    const location = bench.freshLocation()
    const first = await open(location)
    await first.keys.importKey(key('a'))
    await first.dids.importDID(identifier('a'))
    await first.stores.close()
    const again = await open(location)
    expect(await again.keys.getKey({ kid: 'a' })).toMatchObject(key('a'))
    expect(await again.dids.listDIDs({})).toMatchObject([{ did: 'did:web:a', alias: 'a' }])
  })

  it.each(['a', 'b', 'c', 'd', 'e'])('keeps what overlaps writes that fail (%s)', async (round) => {
    const { keys, dids } = await open(bench.freshLocation())
    const names = Array.from({ length: 20 }, (_, index) => `${round}${index}`)
    for (const name of ['taken', ...names]) await keys.importKey(key(name))
    await dids.importDID(identifier('taken'))
    const outcomes = await Promise.allSettled(
      names.map((name, index) =>
        // every third wants the alias of another: a unique index refuses it inside its transaction
        dids.importDID({ ...identifier(name), ...(index % 3 === 0 && { alias: 'taken' }) }),
      ),
    )
    const kept = (await dids.listDIDs({ provider: 'did:web' })).map(({ did }) => did)
    const acknowledged = names
      .filter((_, index) => outcomes[index]?.status === 'fulfilled')
      .map((name) => `did:web:${name}`)
    expect(acknowledged.length).toBe(13)
    expect(kept.toSorted()).toEqual(['did:web:taken', ...acknowledged].toSorted())
  })

  it('takes the same identifier again', async () => {
    const { keys, dids } = await open(bench.freshLocation())
    await keys.importKey(key('a'))
    await keys.importKey(key('a'))
    await dids.importDID(identifier('a'))
    await dids.importDID(identifier('a'))
    expect((await dids.listDIDs({})).length).toBe(1)
    expect((await keys.listKeys()).length).toBe(1)
  })

  it('gives an identifier every key, also when several are added at once', async () => {
    const { keys, dids } = await open(bench.freshLocation())
    for (const name of ['a', 'b', 'c', 'd']) await keys.importKey(key(name))
    await dids.importDID(identifier('a'))
    // each as one reads it before another has written
    await Promise.all(
      ['b', 'c', 'd'].map((name) =>
        dids.importDID({ ...identifier('a'), keys: [key('a'), key(name)] }),
      ),
    )
    const [kept] = await dids.listDIDs({})
    expect(kept?.keys.map(({ kid }) => kid).toSorted()).toEqual(['a', 'b', 'c', 'd'])
  })

  it('finds no key when it is asked for none', async () => {
    const { keys } = await open(bench.freshLocation())
    await keys.importKey(key('a'))
    // what a caller that forgot the key reference would ask
    const forgotten = Object.assign({ kid: 'a' }, { kid: undefined })
    await expect(keys.getKey(forgotten)).rejects.toThrow(/undefined/)
  })

  it('deletes', async () => {
    const { keys, dids } = await open(bench.freshLocation())
    await keys.importKey(key('a'))
    await dids.importDID(identifier('a'))
    await dids.deleteDID({ did: 'did:web:a' })
    expect(await dids.listDIDs({})).toEqual([])
    await keys.deleteKey({ kid: 'a' })
    expect(await keys.listKeys()).toEqual([])
  })
})
