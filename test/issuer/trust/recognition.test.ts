import { describe, expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { startTestCity, type TestCity, useTestCity } from '../test-city.ts'
import { createTrustingVerifier, readList, takeAwarded } from './trusting-verifier.ts'

const swanseaUrl = 'https://swansea.example'
const swanseaDid = 'did:web:swansea.example'
const cardiffDid = 'did:web:cardiff.example'
const zRecognition = z.looseObject({ recognitionId: z.string() })

/** Two cities that can reach each other. */
async function openCities(): Promise<{ cardiff: TestCity; swansea: TestCity }> {
  const cardiff = await startTestCity()
  onTestFinished(() => cardiff.close())
  const { clock } = cardiff
  const config = { publicUrl: swanseaUrl, cityName: { en: 'Swansea', cy: 'Abertawe' } }
  const swansea = await startTestCity({ clock, config })
  onTestFinished(() => swansea.close())
  const fetch: TestCity['fetch'] = (input, init) => {
    const { origin } = new URL(input instanceof Request ? input.url : input)
    return (origin === swanseaUrl ? swansea : cardiff).fetch(input, init)
  }
  listenTo(swansea, cardiff)
  return { cardiff: { ...cardiff, fetch }, swansea }
}

/** What a city that is to be recognised is asked. */
function listenTo(swansea: TestCity, cardiff: TestCity): void {
  for (const path of ['/.well-known/did.json', '/trust/list.jwt', '/log/checkpoint']) {
    const url = `${swanseaUrl}${path}`
    cardiff.listeners.set(url, () => swansea.fetch(url))
  }
}

async function recognise(city: TestCity, change: object = {}) {
  const body = { city: swanseaDid, name: 'Swansea', ...change }
  const answer = await city.api('POST', '/recognitions', { body })
  expect(answer.status).toBe(201)
  return zRecognition.parse(answer.body).recognitionId
}

describe('a recognised city', () => {
  it('accredits under the name of the city that recognises it, with the route shown', async () => {
    const { cardiff, swansea } = await openCities()
    const verifier = createTrustingVerifier(cardiff, cardiffDid)
    const badge = await takeAwarded(swansea)
    await swansea.seal()
    expect(await verifier.verify(badge)).toMatchObject({ accreditation: 'not_accredited' })

    await recognise(cardiff)

    expect(await verifier.verify(badge)).toMatchObject({ verdict: 'valid', accreditation: 'ok' })
    expect((await verifier.judge(badge)).via).toMatchObject({
      city: { did: cardiffDid },
      recognised: { did: swanseaDid, name: 'Swansea' },
    })
  })

  it('is read, and tells what it calls itself, before it is recognised', async () => {
    const { cardiff } = await openCities()
    const { body } = await cardiff.api('GET', `/recognitions/look?city=${swanseaDid}`)
    expect(body).toEqual({
      city: swanseaDid,
      name: 'Swansea',
      providers: expect.any(Number),
      isDisguised: false,
    })
  })

  it('no longer counts once the recognition has ended', async () => {
    const { cardiff, swansea } = await openCities()
    const verifier = createTrustingVerifier(cardiff, cardiffDid)
    const badge = await takeAwarded(swansea)
    await swansea.seal()
    const id = await recognise(cardiff)
    cardiff.clock.advance(10)
    const ended = await cardiff.api('POST', `/recognitions/${id}/end`, { body: {} })
    expect(ended.body).toMatchObject({ until: '2026-11-22T10:00:10.000Z' })
    expect(await verifier.verify(badge)).toMatchObject({ accreditation: 'not_accredited' })
  })

  it('counts for the named achievements only, where they are named', async () => {
    const { cardiff, swansea } = await openCities()
    const verifier = createTrustingVerifier(cardiff, cardiffDid)
    const firstAid = await takeAwarded(swansea)
    const other = await takeAwarded(swansea, { badge: 'harbour-youth/team-player' })
    await swansea.seal()
    await recognise(cardiff, { achievements: [firstAid.credentialSubject.achievement.id] })
    expect(await verifier.verify(firstAid)).toMatchObject({ accreditation: 'ok' })
    expect(await verifier.verify(other)).toMatchObject({ accreditation: 'not_accredited' })
  })
})

describe('POST /api/v1/recognitions', () => {
  it('gives the same answer under the same key, also where the city is away by then', async () => {
    const { cardiff } = await openCities()
    const ask = (name: string) =>
      cardiff.api('POST', '/recognitions', {
        body: { city: swanseaDid, name },
        headers: { 'Idempotency-Key': 'once' },
      })
    const first = await ask('Swansea')
    cardiff.listeners.clear()
    const again = await ask('Swansea')
    expect([first.status, again.status, again.body]).toEqual([201, 201, first.body])
    expect((await ask('Abertawe')).status).toBe(422)
    expect((await readList(cardiff)).recognised).toHaveLength(1)
  })

  const alone = useTestCity()

  it.each([
    ['the city itself', { city: cardiffDid }, 400],
    ['what is no DID', { city: 'swansea' }, 400],
    ['a city without a name', { name: '' }, 400],
    ['an end in the past', { until: '2020-01-01T00:00:00Z' }, 400],
    ['no achievement at all', { achievements: [] }, 400],
    ['a city that cannot be read', {}, 422],
  ])('refuses %s', async (_what, change, status) => {
    const city = alone()
    const body = { city: swanseaDid, name: 'Swansea', ...change }
    expect((await city.api('POST', '/recognitions', { body })).status).toBe(status)
    const look = await city.api('GET', `/recognitions/look?city=${swanseaDid}`)
    expect(look).toMatchObject({ status: 422, body: { code: 'city_unreadable' } })
    expect((await readList(city)).recognised).toEqual([])
    expect((await city.api('POST', '/recognitions/x/end', { body: {} })).status).toBe(404)
  })
})
