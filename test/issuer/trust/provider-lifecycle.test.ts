import { describe, expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { ed25519TestKey } from '../../support/signing-keys.ts'
import { takeBadge } from '../hand-made-wallet.ts'
import { startTestCity, type TestCity } from '../test-city.ts'
import { createTrustingVerifier, readList, takeAwarded } from './trusting-verifier.ts'

const cityDid = 'did:web:cardiff.example'
const slug = 'harbour-youth'

async function openCity(): Promise<TestCity> {
  const city = await startTestCity()
  onTestFinished(() => city.close())
  return city
}

const change = (city: TestCity, action: string, provider = slug) =>
  city.api('POST', `/providers/${provider}/${action}`, { body: {} })

const award = { badge: 'harbour-youth/first-aid', recipient: { email: 'sam@learner.example' } }

describe('a provider that is suspended', () => {
  it('awards nothing until it is resumed, and its badges stay valid', async () => {
    const city = await openCity()
    const verifier = createTrustingVerifier(city, cityDid)
    const badge = await takeAwarded(city)
    await city.seal()

    expect((await change(city, 'suspend')).body).toMatchObject({ state: 'suspended' })
    const refused = await city.api('POST', '/awards', { body: award })
    expect([refused.status, refused.body]).toEqual([
      409,
      expect.objectContaining({ code: 'provider_inactive' }),
    ])
    expect(await verifier.verify(badge)).toMatchObject({ verdict: 'valid' })
    expect((await readList(city)).providers.find(({ did }) => did.endsWith(slug))?.state).toBe(
      'suspended',
    )
    expect((await change(city, 'resume')).body).toMatchObject({ state: 'active' })
    expect((await city.api('POST', '/awards', { body: award })).status).toBe(201)
  })
})

describe('a provider that closes', () => {
  it('leaves its badges valid: document and lists go on in escrow', async () => {
    const city = await openCity()
    const verifier = createTrustingVerifier(city, cityDid)
    const badge = await takeAwarded(city, { badge: 'harbour-youth/team-player' })
    const revoked = await city.award()
    city.clock.advance(60)

    const closed = await change(city, 'close')

    expect([closed.status, closed.body]).toEqual([
      200,
      expect.objectContaining({ state: 'closed' }),
    ])
    expect((await city.ask(`/providers/${slug}/did.json`)).body).toMatchObject({
      service: [
        { type: 'WaymarkCity', serviceEndpoint: cityDid },
        { type: 'WaymarkEscrow', serviceEndpoint: { city: cityDid } },
      ],
    })
    const entry = (await readList(city)).providers.find(({ did }) => did.endsWith(slug))
    expect(entry).toMatchObject({
      state: 'closed',
      accreditations: [{ untilSize: 4 }],
      keys: [{ retired: { at: '2026-11-22T10:01:00.000Z', logSize: 4 } }],
      escrow: { from: '2026-11-22T10:01:00.000Z' },
    })
    // years later, the lists are still signed again
    city.clock.set('2036-11-22T10:00:00Z')
    await city.maintain()
    expect(await verifier.verify(badge)).toMatchObject({
      verdict: 'valid',
      'issuer-key': 'ok',
      status: 'ok',
      accreditation: 'ok',
      log: 'ok',
    })
    // and the city can still take a badge back
    const { awardId } = revoked
    const revocation = await city.api('POST', `/awards/${awardId}/revoke`, {
      body: { reason: 'x' },
    })
    expect(revocation.status).toBe(200)
  })

  it.each(['rotate', 'compromise'])(
    'names every escrow key, also one that ended: %s',
    async (end) => {
      const city = await openCity()
      await change(city, 'close')
      const ended = await city.api('POST', `/keys/${end}`, { body: { provider: slug } })
      expect(ended.status).toBe(200)
      const zDocument = z.looseObject({
        service: z.array(z.looseObject({ id: z.string(), serviceEndpoint: z.unknown() })),
      })
      const { service } = zDocument.parse((await city.ask(`/providers/${slug}/did.json`)).body)
      const escrows = service.filter(({ id }) => id.includes('#escrow'))
      expect(escrows.map(({ id }) => id.split('#')[1])).toEqual(['escrow', 'escrow-1'])
      expect(
        new Set(escrows.map(({ serviceEndpoint }) => JSON.stringify(serviceEndpoint))).size,
      ).toBe(2)
    },
  )

  it('awards and hands out nothing any more, for good', async () => {
    const city = await openCity()
    const offered = await city.award()
    await change(city, 'close')
    expect((await city.api('POST', '/awards', { body: award })).status).toBe(409)
    const taken = await takeBadge(city, offered, ed25519TestKey('learner'))
    expect([taken.status, taken.body]).toEqual([
      400,
      expect.objectContaining({ error: 'credential_request_denied' }),
    ])
    expect((await change(city, 'resume')).status).toBe(409)
    expect((await change(city, 'suspend')).status).toBe(409)
    const accredited = await city.api('POST', '/accreditations', {
      body: { provider: slug, scope: { layers: ['lead'] } },
    })
    expect(accredited.status).toBe(409)
    const { seq } = await readList(city)
    expect((await change(city, 'close')).status).toBe(200)
    expect((await readList(city)).seq).toBe(seq)
  })

  it('is not made up', async () => {
    const city = await openCity()
    expect((await change(city, 'close', 'nobody')).status).toBe(404)
  })
})
