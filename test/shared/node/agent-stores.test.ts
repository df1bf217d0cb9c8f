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

  it('keeps what overlaps a write that fails', async () => {
    const { keys, dids } = await open(bench.freshLocation())
    await Promise.all(['a', 'b', 'c'].map((kid) => keys.importKey(key(kid))))
    await dids.importDID(identifier('a'))
    const outcomes = await Promise.allSettled([
      dids.importDID(identifier('b')),
      // the alias of another: a unique index refuses it in the middle of its transaction
      dids.importDID({ ...identifier('c'), alias: 'a' }),
      dids.importDID(identifier('c')),
    ])
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    const found = await dids.listDIDs({})
    expect(found.map(({ did }) => did).toSorted()).toEqual(['did:web:a', 'did:web:b', 'did:web:c'])
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
