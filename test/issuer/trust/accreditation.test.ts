import { describe, expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { achievementIdsOf } from '../../../issuer/badges/achievement.ts'
import { harbourYouthBadges } from '../../../issuer/demo/harbour-youth.ts'
import type { NewBadge } from '../../../issuer/providers/publish-provider.ts'
import { temporaryFolder } from '../../support/temp-folder.ts'
import { addProviderKey, cityUrl, startTestCity, type TestCity, useTestCity } from '../test-city.ts'
import { createTrustingVerifier, readList, takeAwarded } from './trusting-verifier.ts'

const cityDid = 'did:web:cardiff.example'
const zAccreditation = z.looseObject({ accreditationId: z.string() })
const zList = z.object({ accreditations: z.array(zAccreditation) })

async function openCity(): Promise<TestCity> {
  const city = await startTestCity()
  onTestFinished(() => city.close())
  return city
}

async function endAll(city: TestCity, provider: string, body: object = {}) {
  const { body: list } = await city.api('GET', `/accreditations?provider=${provider}`)
  for (const { accreditationId } of zList.parse(list).accreditations) {
    expect(
      (await city.api('POST', `/accreditations/${accreditationId}/end`, { body })).status,
    ).toBe(200)
  }
}

const entryOf = async (city: TestCity, slug: string) =>
  (await readList(city)).providers.find(({ did }) => did.endsWith(`:${slug}`))

describe('the trust list', () => {
  it('is found through the city’s DID document', async () => {
    const city = await openCity()
    const { body } = await city.ask('/.well-known/did.json')
    expect(body).toMatchObject({
      service: [
        {
          id: `${cityDid}#trust-list`,
          type: 'WaymarkTrustList',
          serviceEndpoint: 'https://cardiff.example/trust/list.jwt',
        },
        {
          id: `${cityDid}#award-log`,
          type: 'WaymarkAwardLog',
          serviceEndpoint: 'https://cardiff.example/log',
        },
      ],
    })
    const answer = await city.ask('/trust/list.jwt')
    expect(answer.headers.get('Content-Type')).toBe('application/waymark-trust-list+jwt')
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*')
  })

  it('accredits the providers of the demonstration city for their badges', async () => {
    const city = await openCity()
    const verifier = createTrustingVerifier(city, cityDid)
    const badge = await takeAwarded(city)
    await city.seal()

    expect(await verifier.judge(badge)).toMatchObject({
      accreditation: 'ok',
      log: 'ok',
      position: { size: 2 },
    })
    expect(await entryOf(city, 'harbour-youth')).toMatchObject({
      did: 'did:web:cardiff.example:providers:harbour-youth',
      name: 'Harbour Youth Club',
      state: 'active',
      accreditations: [{ from: '2026-11-22T10:00:00.000Z', fromSize: 0 }],
      keys: [],
    })
  })

  it('rises with each change, and stays the same without one', async () => {
    const folder = temporaryFolder()
    const first = await startTestCity({ folder })
    const { seq } = await readList(first)
    await first.close()
    const city = await startTestCity({ folder })
    onTestFinished(() => city.close())
    expect((await readList(city)).seq).toBe(seq)
    await endAll(city, 'dock-makers')
    expect((await readList(city)).seq).toBe(seq + 1)
  })
})

describe('an accreditation that ended', () => {
  it('keeps what was awarded before, sealed or not, and covers nothing after', async () => {
    const city = await openCity()
    const verifier = createTrustingVerifier(city, cityDid)
    const before = await takeAwarded(city)
    await endAll(city, 'harbour-youth')
    const after = await takeAwarded(city)
    await city.seal()

    expect((await verifier.judge(before)).accreditation).toBe('ok')
    expect((await verifier.judge(after)).accreditation).toBe('accreditation_ended')
  })

  it('may be told beforehand; the size of the log is noted when the time has come', async () => {
    const city = await openCity()
    const verifier = createTrustingVerifier(city, cityDid)
    await endAll(city, 'harbour-youth', { until: '2026-11-22T12:00:00+01:00' })
    const inTime = await takeAwarded(city)
    await city.seal()
    expect((await verifier.judge(inTime)).accreditation).toBe('ok')

    city.clock.set('2026-11-22T11:00:00Z')
    await city.maintain()
    const tooLate = await takeAwarded(city)
    await city.seal()

    expect((await entryOf(city, 'harbour-youth'))?.accreditations).toMatchObject([
      { until: '2026-11-22T11:00:00.000Z', untilSize: 2 },
    ])
    city.clock.advance(1)
    expect((await verifier.judge(inTime)).accreditation).toBe('ok')
    expect((await verifier.judge(tooLate)).accreditation).toBe('accreditation_ended')
  })
})

describe('POST /api/v1/accreditations', () => {
  const lead = { layers: ['lead'] }
  const accredit = (city: TestCity, body: object, key?: string) =>
    city.api('POST', '/accreditations', { body, ...(key !== undefined && { key }) })

  it('covers badges by name, by layer and by skill, and nothing else', async () => {
    const city = await openCity()
    await endAll(city, 'harbour-youth')
    city.clock.advance(1)
    const answer = await accredit(city, {
      provider: 'harbour-youth',
      scope: { badges: ['first-aid'] },
    })
    expect(answer.status).toBe(201)
    expect(answer.body).toEqual({
      accreditationId: expect.stringMatching(/^harbour-youth\.[\da-f-]{36}$/),
      provider: 'harbour-youth',
      scope: { badges: ['first-aid'] },
      from: '2026-11-22T10:00:01.000Z',
      fromLogSize: 0,
      badgesCovered: 1,
    })
    for (const scope of [{ layers: ['lead'] }, { skills: ['first-aid'] }, { layers: ['none'] }]) {
      city.clock.advance(1)
      await accredit(city, { provider: 'harbour-youth', scope })
    }
    const scopes = (await entryOf(city, 'harbour-youth'))?.accreditations.slice(1)
    const idsOf = (isMeant: (badge: NewBadge) => boolean) =>
      harbourYouthBadges
        .filter(isMeant)
        .flatMap((badge) =>
          achievementIdsOf(
            { ...badge, provider: 'harbour-youth', version: 1, createdAt: '' },
            cityUrl,
          ),
        )
        .sort()
    expect(scopes?.map(({ achievements }) => achievements)).toEqual([
      idsOf(({ slug }) => slug === 'first-aid'),
      idsOf(({ design }) => design.layer === 'lead'),
      idsOf(({ design }) => design.skills.some(({ code }) => code === 'first-aid')),
      [],
    ])
  })

  it('does not reach back: what was awarded before it began is not covered', async () => {
    const city = await openCity()
    const verifier = createTrustingVerifier(city, cityDid)
    await endAll(city, 'harbour-youth')
    const between = await takeAwarded(city)
    await accredit(city, { provider: 'harbour-youth', scope: { badges: ['first-aid'] } })
    const after = await takeAwarded(city)
    await city.seal()
    expect((await verifier.judge(between)).accreditation).toBe('accreditation_ended')
    expect((await verifier.judge(after)).accreditation).toBe('ok')
  })

  it('begins later where it says so', async () => {
    const city = await openCity()
    await endAll(city, 'harbour-youth')
    const from = '2026-11-22T10:30:00Z'
    await accredit(city, { provider: 'harbour-youth', scope: { badges: ['first-aid'] }, from })
    expect((await entryOf(city, 'harbour-youth'))?.accreditations).toHaveLength(1)
    await takeAwarded(city)
    city.clock.set(from)
    await city.maintain()
    expect((await entryOf(city, 'harbour-youth'))?.accreditations.slice(1)).toMatchObject([
      { from: '2026-11-22T10:30:00.000Z', fromSize: 2 },
    ])
  })

  it('gives one accreditation however often it is asked with one idempotency key', async () => {
    const city = await openCity()
    const ask = () =>
      city.api('POST', '/accreditations', {
        body: { provider: 'harbour-youth', scope: { layers: ['lead'] } },
        headers: { 'Idempotency-Key': 'once' },
      })
    expect((await ask()).body).toEqual((await ask()).body)
    const { body } = await city.api('GET', '/accreditations?provider=harbour-youth')
    expect(zList.parse(body).accreditations).toHaveLength(2)
  })

  const unchanged = useTestCity()

  it.each([
    ['no scope', {}, 400, 'request_malformed'],
    ['an empty scope', { scope: {} }, 400, 'request_malformed'],
    ['an empty list', { scope: { badges: [] } }, 400, 'request_malformed'],
    ['an unknown provider', { provider: 'nobody', scope: lead }, 404, 'not_found'],
    ['a badge that is no name', { scope: { badges: ['../x'] } }, 400, 'request_malformed'],
    ['more than it takes', { scope: lead, fromSize: 0 }, 400, 'request_malformed'],
    [
      'a beginning in the past',
      { scope: lead, from: '2020-01-01T00:00:00Z' },
      400,
      'request_malformed',
    ],
    [
      'an end before the beginning',
      { scope: lead, until: '2026-11-22T09:00:00Z' },
      400,
      'request_malformed',
    ],
  ])('refuses %s', async (_what, change, status, code) => {
    const city = unchanged()
    const { seq } = await readList(city)
    const answer = await accredit(city, { provider: 'harbour-youth', ...change })
    expect([answer.status, answer.body]).toEqual([status, expect.objectContaining({ code })])
    expect((await readList(city)).seq).toBe(seq)
  })

  it('is for the city alone', async () => {
    const key = 'key-of-the-club-0123456789-abcdefghij'
    const folder = temporaryFolder()
    const city = await startTestCity({ folder })
    onTestFinished(() => city.close())
    await addProviderKey(folder, { provider: 'harbour-youth', text: key })
    const { body } = await city.api('GET', '/accreditations', { key })
    const [own, ...others] = zList.parse(body).accreditations
    expect([own?.provider, others]).toEqual(['harbour-youth', []])
    const answers = [
      await accredit(city, { provider: 'harbour-youth', scope: { layers: ['lead'] } }, key),
      await city.api('POST', `/accreditations/${own?.accreditationId}/end`, { body: {}, key }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([404, 404])
  })
})
