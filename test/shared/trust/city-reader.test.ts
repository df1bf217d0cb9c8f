import { describe, expect, it } from 'vitest'
import { createCityReader } from '../../../shared/trust/city-reader.ts'
import { createTrustWorld } from '../../support/trust-city.ts'
import { createWorld } from '../verify/world.ts'

async function setUp() {
  const world = createWorld()
  const trust = createTrustWorld(world)
  const city = await trust.createCity('city.example')
  await city.publish()
  const listUrl = `${city.url}/trust/list.jwt`
  const fetches = () => trust.asked.filter((url) => url === listUrl).length
  return { world, trust, city, listUrl, fetches, read: createCityReader(trust.ports) }
}

describe('createCityReader', () => {
  it('fetches once for all who ask at a time, and for five minutes', async () => {
    const { world, city, read, fetches } = await setUp()
    const readings = await Promise.all([read(city.did), read(city.did), read(city.did)])
    expect(readings.map(({ outcome }) => outcome)).toEqual(['read', 'read', 'read'])
    world.clock.advance(299)
    await read(city.did)
    expect(fetches()).toBe(1)
    world.clock.advance(1)
    await read(city.did)
    expect(fetches()).toBe(2)
  })

  it('asks again at once after a refusal', async () => {
    const { trust, city, listUrl, read, fetches } = await setUp()
    const text = trust.served.get(listUrl)
    trust.served.set(listUrl, undefined)
    expect(await read(city.did)).toEqual({ outcome: 'refused', code: 'trust_list_unavailable' })
    trust.served.set(listUrl, text)
    expect((await read(city.did)).outcome).toBe('read')
    expect(fetches()).toBe(2)
  })

  it('uses no list past its end, however young its copy', async () => {
    const { world, city, read } = await setUp()
    const now = Math.floor(world.clock().getTime() / 1000)
    await city.publish({ exp: now + 10 })
    expect((await read(city.did)).outcome).toBe('read')
    world.clock.advance(10)
    expect(await read(city.did)).toEqual({ outcome: 'refused', code: 'trust_list_unavailable' })
  })

  it('asks again when the clock leapt back', async () => {
    const { world, city, read, fetches } = await setUp()
    await read(city.did)
    world.clock.advance(-30)
    await read(city.did)
    expect(fetches()).toBe(2)
  })

  it('passes a fault on and keeps nothing of it', async () => {
    const { trust, city } = await setUp()
    let isBroken = true
    const read = createCityReader({
      ...trust.ports,
      fetchText: (url) => {
        if (isBroken) throw new TypeError('a bug')
        return trust.ports.fetchText(url)
      },
    })
    await expect(read(city.did)).rejects.toThrow('a bug')
    isBroken = false
    expect((await read(city.did)).outcome).toBe('read')
  })
})
