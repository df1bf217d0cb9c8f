import { describe, expect, it } from 'vitest'
import { encodeBase64url } from '../../../shared/did/base-encoding.ts'
import { awardLeaf } from '../../../shared/trust/log-proof.ts'
import { findLeaf } from '../../../shared/trust/read-log.ts'
import { readCityTrust } from '../../../shared/trust/read-trust-list.ts'
import { createTrustWorld } from '../../support/trust-city.ts'
import { createWorld } from '../verify/world.ts'

const leaf = awardLeaf('urn:1', 'b')

async function setUp() {
  const world = createWorld()
  const trust = createTrustWorld(world)
  const city = await trust.createCity('city.example')
  city.award('urn:0', 'b')
  city.award('urn:1', 'b')
  city.award('urn:2', 'b')
  await city.publish()
  const reading = await readCityTrust(city.did, trust.ports)
  if (reading.outcome !== 'read') throw new Error(reading.code)
  trust.asked.length = 0
  const find = (presented?: unknown, of = leaf) =>
    findLeaf(of, reading.trust, presented, trust.ports)
  const proofUrl = `${city.url}/log/proofs/${encodeBase64url(leaf)}`
  return { trust, city, find, proofUrl }
}

const found = { outcome: 'found', index: 1, size: 3 }

describe('findLeaf', () => {
  it('asks the log', async () => {
    const { trust, find, proofUrl } = await setUp()
    expect(await find()).toEqual(found)
    expect(trust.asked).toEqual([proofUrl])
  })

  it('asks nobody where a good proof came along', async () => {
    const { trust, city, find } = await setUp()
    expect(await find(city.proof('urn:1', 'b'))).toEqual(found)
    expect(trust.asked).toEqual([])
  })

  it('knows of a leaf that is not there', async () => {
    const { find } = await setUp()
    expect(await find(undefined, awardLeaf('urn:9', 'b'))).toEqual({ outcome: 'absent' })
  })

  it('takes a newer checkpoint once the log shows that it grew', async () => {
    const { trust, city, find } = await setUp()
    city.award('urn:3', 'b')
    await city.seal()
    expect(await find(undefined, awardLeaf('urn:3', 'b'))).toEqual({
      outcome: 'found',
      index: 3,
      size: 4,
    })
    expect(trust.asked).toContain(`${city.url}/log/consistency/3-4`)
  })

  it.each([
    ['is down', undefined],
    ['answers with something else', '<html>'],
    ['answers with a list', '[]'],
    ['answers with far too much', `{"x":"${'x'.repeat(20_000)}"}`],
    ['repeats a member', '{"index":1,"index":2,"path":[],"checkpoint":""}'],
  ])('does not know where the log %s', async (_, answer) => {
    const { trust, find, proofUrl } = await setUp()
    trust.served.set(proofUrl, answer)
    expect(await find()).toEqual({ outcome: 'unavailable' })
  })
})
