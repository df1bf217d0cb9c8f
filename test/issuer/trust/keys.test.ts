import { describe, expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { startTestCity, type TestCity, useTestCity } from '../test-city.ts'
import { createTrustingVerifier, readList, takeAwarded } from './trusting-verifier.ts'

const cityDid = 'did:web:cardiff.example'
const provider = 'harbour-youth'

const zKeys = z.object({
  keys: z.array(z.looseObject({ thumbprint: z.string(), state: z.string(), purpose: z.string() })),
})

async function openCity(): Promise<TestCity> {
  const city = await startTestCity()
  onTestFinished(() => city.close())
  return city
}

async function endKey(city: TestCity, action: 'rotate' | 'compromise', body: object = {}) {
  const answer = await city.api('POST', `/keys/${action}`, { body })
  expect(answer.status).toBe(200)
  return zKeys.parse(answer.body).keys
}

const statesOf = (keys: readonly { state: string }[]) => keys.map(({ state }) => state)

const keyOf = (badge: { proof: { verificationMethod: string } }) => badge.proof.verificationMethod

const sound = {
  verdict: 'valid',
  'issuer-key': 'ok',
  status: 'ok',
  accreditation: 'ok',
  log: 'ok',
}

describe('a provider’s key that is rotated', () => {
  it('verifies what it signed, while its successor signs badges, offers and lists', async () => {
    const city = await openCity()
    const verifier = createTrustingVerifier(city, cityDid)
    const old = await takeAwarded(city)
    const offered = await city.award()
    await city.seal()
    city.clock.advance(60)

    expect(statesOf(await endKey(city, 'rotate', { provider }))).toEqual(['in-use', 'retired'])

    city.clock.advance(60)
    const next = await takeAwarded(city)
    await city.seal()
    expect(keyOf(next)).not.toBe(keyOf(old))
    expect(await verifier.verify(old)).toMatchObject(sound)
    expect(await verifier.verify(next)).toMatchObject(sound)
    const { body } = await city.ask(`/providers/${provider}/did.json`)
    expect(body).toMatchObject({ verificationMethod: expect.toSatisfy((all) => all.length === 4) })
    expect(JSON.stringify(body)).not.toContain('revoked')
    const list = await readList(city)
    expect(list.providers.find(({ did }) => did.endsWith(provider))?.keys).toMatchObject([
      { retired: { at: '2026-11-22T10:01:00.000Z', logSize: 4 } },
    ])
    // awarded before, claimed after: the leaf is older than the key, and the new key signs
    expect((await city.fetch(offerOf(offered.offerUri))).status).toBe(200)
  })

  it('may also turn out to be compromised later', async () => {
    const city = await openCity()
    const [, retired] = await endKey(city, 'rotate', { provider })
    const keys = await endKey(city, 'compromise', { provider, thumbprint: retired?.thumbprint })
    expect(statesOf(keys)).toEqual(['in-use', 'compromised'])
    const again = await city.api('POST', '/keys/compromise', {
      body: { provider, thumbprint: retired?.thumbprint },
    })
    expect([again.status, again.body]).toEqual([409, expect.objectContaining({ code: 'conflict' })])
  })
})

describe('a provider’s key that was stolen', () => {
  it('is revoked in its document; what was logged by then stays valid', async () => {
    const city = await openCity()
    const verifier = createTrustingVerifier(city, cityDid)
    const old = await takeAwarded(city)
    city.clock.advance(60)

    expect(statesOf(await endKey(city, 'compromise', { provider }))).toEqual([
      'in-use',
      'compromised',
    ])

    const { body } = await city.ask(`/providers/${provider}/did.json`)
    expect(JSON.stringify(body).match(/"revoked":"2026-11-22T10:01:00.000Z"/g)).toHaveLength(2)
    expect(await verifier.verify(old)).toMatchObject({
      verdict: 'valid',
      status: 'ok',
      accreditation: 'ok',
    })
    city.clock.advance(60)
    expect(await verifier.verify(await sealed(city))).toMatchObject(sound)
  })
})

describe('the city’s own key', () => {
  it('is rotated: list and checkpoints go on with the new one', async () => {
    const city = await openCity()
    const verifier = createTrustingVerifier(city, cityDid)
    const old = await sealed(city)
    expect(await verifier.verify(old)).toMatchObject(sound)
    const [, retired] = await endKey(city, 'rotate')
    const next = await sealed(city)

    const list = await readList(city)
    expect(list.keys).toMatchObject([{ thumbprint: retired?.thumbprint, retired: { logSize: 2 } }])
    expect(await verifier.verify(old)).toMatchObject(sound)
    expect(await verifier.verify(next)).toMatchObject(sound)
  })

  it('is stolen: the states that it signed are signed again, and proofs lead to those', async () => {
    const city = await openCity()
    const verifier = createTrustingVerifier(city, cityDid)
    const old = await sealed(city)
    expect(await verifier.verify(old)).toMatchObject(sound)
    const { body: before } = await city.ask('/log/checkpoint')

    await endKey(city, 'compromise')

    const { body: after } = await city.ask('/log/checkpoint')
    expect(after).not.toBe(before)
    expect(await verifier.verify(old)).toMatchObject(sound)
    expect(await verifier.verify(await sealed(city))).toMatchObject(sound)
  })
})

describe('POST /api/v1/keys', () => {
  const city = useTestCity()

  it.each([
    ['rotate', { provider: 'nobody' }, 404],
    ['rotate', { thumbprint: 'A'.repeat(43) }, 404],
    ['compromise', { thumbprint: 'short' }, 400],
    ['compromise', { secret: true }, 400],
  ])('%s refuses %o', async (action, body, status) => {
    expect((await city().api('POST', `/keys/${action}`, { body })).status).toBe(status)
    expect(zKeys.parse((await city().api('GET', '/keys')).body).keys).toHaveLength(1)
  })
})

async function sealed(city: TestCity) {
  const badge = await takeAwarded(city)
  await city.seal()
  return badge
}

function offerOf(offerUri: string): string {
  return new URL(offerUri).searchParams.get('credential_offer_uri') ?? ''
}
