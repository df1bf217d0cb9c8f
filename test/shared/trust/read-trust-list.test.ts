import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { encodeBase64url } from '../../../shared/did/base-encoding.ts'
import type { Did } from '../../../shared/did/did.ts'
import { treeRoot } from '../../../shared/trust/merkle-tree.ts'
import { readCityTrust } from '../../../shared/trust/read-trust-list.ts'
import type { TrustPorts } from '../../../shared/trust/trust-ports.ts'
import { createTrustWorld, readerOf, thumbprintOf } from '../../support/trust-city.ts'
import { createActor, createWorld } from '../verify/world.ts'

async function setUp() {
  const world = createWorld()
  const trust = createTrustWorld(world)
  const city = await trust.createCity('city.example')
  city.award('urn:0', 'b')
  city.award('urn:1', 'b')
  const text = await city.publish()
  const read = () => readCityTrust(city.did, trust.ports)
  return { world, trust, city, text, read }
}

/** As the city serves this text for its list. */
function readServed(text: string, city: Did, ports: TrustPorts) {
  return readCityTrust(city, {
    ...ports,
    fetchText: async (url, options) =>
      url.endsWith('/trust/list.jwt')
        ? { outcome: 'fetched', text }
        : ports.fetchText(url, options),
  })
}

const refused = (code: string) => ({ outcome: 'refused', code })

describe('readCityTrust', () => {
  it('reads the list, and remembers what it saw', async () => {
    const { trust, city, text, read } = await setUp()
    const [, payload = ''] = text.split('.')
    const root = treeRoot(2, readerOf(city.leaves))
    expect(await read()).toMatchObject({
      outcome: 'read',
      trust: {
        list: { seq: 1, name: 'City of city.example' },
        checkpoint: { size: 2, root },
        latest: { size: 2, root },
      },
    })
    expect(await trust.ports.memory.find(city.did)).toEqual({
      seq: 1,
      listHash: createHash('sha256').update(payload).digest('base64url'),
      size: 2,
      root: encodeBase64url(root),
      endedKeys: [],
    })
  })

  it('knows the log beyond the list, and remembers that', async () => {
    const { trust, city, read } = await setUp()
    city.award('urn:2', 'b')
    await city.seal()
    expect(await read()).toMatchObject({
      trust: { checkpoint: { size: 2 }, latest: { size: 3 } },
    })
    expect(await trust.ports.memory.find(city.did)).toMatchObject({ seq: 1, size: 3 })
  })

  it('remembers which keys of the city ended', async () => {
    const { trust, city, read } = await setUp()
    const old = thumbprintOf(city.actor)
    city.actor = createActor('Ed25519', () => city.did)
    city.keys.push({ publicKey: city.actor.publicKey })
    city.list.keys = [{ thumbprint: old, retired: { at: '2026-11-22T10:00:00Z', logSize: 2 } }]
    await city.publish()
    expect((await read()).outcome).toBe('read')
    expect(await trust.ports.memory.find(city.did)).toMatchObject({ endedKeys: [old] })
  })

  it('asks for the city’s document anew where it lacks the key', async () => {
    const { world, trust, city, read } = await setUp()
    const cached = world.dids.get(city.did)
    city.actor = createActor('Ed25519', () => city.did)
    city.keys.push({ publicKey: city.actor.publicKey })
    await city.publish()
    const fresh = world.dids.get(city.did)
    if (!cached || !fresh) throw new Error('the city has a document')
    const ports = {
      ...trust.ports,
      resolveDid: async (_: unknown, options?: { fresh?: boolean }) =>
        options?.fresh ? fresh : cached,
    }
    expect((await readCityTrust(city.did, ports)).outcome).toBe('read')
    expect((await read()).outcome).toBe('read')
  })

  it.each([
    ['empty', 0],
    ['of one', 1],
  ])('reads the list of a city whose log is %s', async (_, size) => {
    const { city, read } = await setUp()
    city.leaves.length = size
    city.checkpoints.clear()
    await city.publish()
    expect(await read()).toMatchObject({ outcome: 'read', trust: { latest: { size } } })
  })

  it('refuses a document without a trust list', async () => {
    const { world, city, read } = await setUp()
    const resolution = world.dids.get(city.did)
    if (resolution?.outcome !== 'resolved') throw new Error('the city has a document')
    const { service: _, ...document } = resolution.document
    world.dids.set(city.did, { outcome: 'resolved', document })
    expect(await read()).toEqual(refused('trust_list_unavailable'))
  })
})

describe('readCityTrust, of one list after another', () => {
  it.each([
    ['a minute ahead', 60, 'read'],
    ['more than a minute ahead', 61, 'refused'],
  ])('takes a list whose clock is %s', async (_, seconds, outcome) => {
    const { world, trust, city } = await setUp()
    const now = world.clock().getTime() / 1000
    const text = await city.publish({ iat: now + seconds })
    expect((await readServed(text, city.did, trust.ports)).outcome).toBe(outcome)
  })

  it('takes the same list twice, and an older one never', async () => {
    const { trust, city, text } = await setUp()
    const newer = await city.publish()
    for (const list of [text, newer, newer]) {
      expect((await readServed(list, city.did, trust.ports)).outcome).toBe('read')
    }
    expect(await readServed(text, city.did, trust.ports)).toEqual(refused('trust_list_rolled_back'))
  })

  it('believes neither of two lists with one number, and the next one again', async () => {
    const { trust, city, text } = await setUp()
    const other = await city.publish({ seq: 1, name: 'City of nobody' })
    const read = (list: string) => readServed(list, city.did, trust.ports)
    expect((await read(text)).outcome).toBe('read')
    expect(await read(other)).toEqual(refused('trust_list_contradicted'))
    expect(await read(text)).toEqual(refused('trust_list_contradicted'))
    expect((await read(await city.publish())).outcome).toBe('read')
  })

  it('takes one list for the same where another key of the city signed it again', async () => {
    const { trust, city, text } = await setUp()
    const successor = createActor('Ed25519', () => city.did)
    city.keys.push({ publicKey: successor.publicKey })
    const again = await city.publish({ seq: 1 }, successor)
    for (const list of [text, again]) {
      expect((await readServed(list, city.did, trust.ports)).outcome).toBe('read')
    }
  })

  it('finds out lists that two processes read at one time', async () => {
    const { trust, city, text } = await setUp()
    const other = await city.publish({ seq: 1, name: 'City of nobody' })
    // neither has seen the other's list when it begins
    const memory = { ...trust.ports.memory, find: async () => undefined }
    const readings = await Promise.all(
      [text, other].map((list) => readServed(list, city.did, { ...trust.ports, memory })),
    )
    expect(readings.map(({ outcome }) => outcome)).toEqual(['read', 'refused'])
  })
})
