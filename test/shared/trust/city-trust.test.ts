import { describe, expect, it } from 'vitest'
import { parseDid } from '../../../shared/did/did.ts'
import { createTrustReader } from '../../../shared/trust/city-trust.ts'
import type { AwardQuery } from '../../../shared/trust/trust-reader.ts'
import { accredited, createTrustWorld, thumbprintOf } from '../../support/trust-city.ts'
import { createIssuer, createWorld } from '../verify/world.ts'

const achievementId = 'https://city.example/b'
const credentialId = 'urn:uuid:1'

async function setUp() {
  const world = createWorld()
  const quay = createIssuer(world)
  const trust = createTrustWorld(world)
  const north = await trust.createCity('north.example')
  const south = await trust.createCity('south.example')
  north.list.providers = [accredited(quay, achievementId)]
  north.award('urn:uuid:0', achievementId)
  north.award(credentialId, achievementId)
  await north.publish()
  await south.publish()
  const reader = createTrustReader(trust.ports)
  const judge = (change: Partial<AwardQuery> = {}) =>
    reader.judge({
      issuer: quay.did,
      achievementId,
      credentialId,
      keyThumbprint: thumbprintOf(quay),
      isKeyRevoked: false,
      trustedCities: [north.did],
      at: world.clock(),
      ...change,
    })
  const via = { city: { did: north.did, name: 'City of north.example' } }
  return { world, quay, trust, north, south, reader, judge, via }
}

describe('createTrustReader', () => {
  it('answers with the city that vouches and the place in its log', async () => {
    const { judge, via } = await setUp()
    expect(await judge()).toEqual({
      accreditation: 'ok',
      log: 'ok',
      via,
      position: { index: 1, size: 2 },
    })
  })

  it('takes one city that vouches for enough', async () => {
    const { judge, north, south, via } = await setUp()
    const answer = await judge({ trustedCities: [south.did, north.did] })
    expect(answer).toMatchObject({ accreditation: 'ok', via })
  })

  it('knows nothing against a badge while a trusted city is silent', async () => {
    const { judge, trust, north, south } = await setUp()
    trust.served.set(`${north.url}/trust/list.jwt`, undefined)
    expect(await judge({ trustedCities: [south.did, north.did] })).toEqual({
      accreditation: 'trust_list_unavailable',
      log: 'log_unavailable',
    })
  })

  it('refuses a provider that every city it could ask knows nothing of', async () => {
    const { judge, south } = await setUp()
    const refused = { accreditation: 'not_accredited', log: 'not_asked' }
    expect(await judge({ trustedCities: [south.did] })).toEqual(refused)
    expect(await judge({ trustedCities: [] })).toEqual(refused)
  })

  it('refuses a credential that names no achievement, and cannot place one without an id', async () => {
    const { judge } = await setUp()
    expect(await judge({ achievementId: undefined })).toMatchObject({
      accreditation: 'not_accredited',
    })
    expect(await judge({ credentialId: undefined })).toMatchObject({
      accreditation: 'not_in_log',
      log: 'not_logged',
    })
  })

  it('asks a recognised city where the city itself lists the provider for something else', async () => {
    const { judge, north, south, quay } = await setUp()
    south.list.providers = [accredited(quay, 'https://city.example/other')]
    south.list.recognised = [{ city: north.did, name: 'North', from: '2026-01-01T00:00:00Z' }]
    await south.publish()
    expect(await judge({ trustedCities: [south.did] })).toMatchObject({
      accreditation: 'ok',
      via: { city: { did: south.did }, recognised: { did: north.did, name: 'North' } },
    })
  })

  it('uses no proof that came along where the log says better', async () => {
    const { judge, trust, north } = await setUp()
    const logProof = north.proof(credentialId, achievementId)
    await judge({ logProof })
    expect(trust.asked.filter((url) => url.includes('/proofs/'))).toEqual([])
    await judge({ logProof: { ...logProof, index: 0 } })
    expect(trust.asked.filter((url) => url.includes('/proofs/'))).toHaveLength(1)
  })
})

describe('findDocument', () => {
  const retrievedAt = '2026-05-03T08:00:00Z'

  it('gives the copy, whose it is and from when', async () => {
    const { world, quay, north, reader, via } = await setUp()
    const document = { id: quay.did, note: 'kept' }
    north.list.providers = [
      accredited(quay, achievementId, { lastDocument: { document, retrievedAt } }),
    ]
    await north.publish()
    const query = { issuer: quay.did, trustedCities: [north.did], at: world.clock() }
    const expected = { document, retrievedAt, city: via.city, state: 'active' }
    expect(await reader.findDocument(query)).toEqual(expected)
  })

  it('gives nothing where there is none', async () => {
    const { world, quay, north, reader } = await setUp()
    const query = { issuer: quay.did, trustedCities: [north.did], at: world.clock() }
    expect(await reader.findDocument(query)).toBeUndefined()
    const issuer = parseDid('did:web:other.example')
    expect(await reader.findDocument({ ...query, issuer })).toBeUndefined()
  })
})
