import { describe, expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { readCompactJws } from '../../../shared/credential/jws.ts'
import { parseDidUrl } from '../../../shared/did/did.ts'
import { createHttpCache, type HttpCache } from '../../support/http-cache.ts'
import { startTestCity } from '../test-city.ts'
import { createTrustingVerifier, takeAwarded } from './trusting-verifier.ts'

const cityDid = 'did:web:cardiff.example'
const provider = 'harbour-youth'
const zAwards = z.object({ awards: z.array(z.looseObject({ awardId: z.string() })) })
const zProof = z.looseObject({ checkpoint: z.string() })

/** A badge that was logged, and a verifier behind a cache that holds everything about it. */
async function setUp(options: { obeysClients?: boolean; keepsForSeconds?: number } = {}) {
  const city = await startTestCity()
  onTestFinished(() => city.close())
  const cache = createHttpCache(city.fetch, { clock: city.clock, ...options })
  const verifier = createTrustingVerifier(city, cityDid, cache.fetch)
  const badge = await takeAwarded(city)
  await city.seal()
  const verdict = async () => {
    const { verdict: word, status, accreditation, log } = await verifier.verify(badge)
    return [word, status, accreditation, log]
  }
  expect(await verdict()).toEqual(valid)
  const compromise = async (body: object) => {
    const { status } = await city.api('POST', '/keys/compromise', { body })
    expect(status).toBe(200)
  }
  return { city, cache, verdict, compromise }
}

const valid = ['valid', 'ok', 'ok', 'ok']

function proofIn({ kept }: HttpCache) {
  const [url = '', entry] = [...kept].find(([each]) => each.includes('/log/proofs/')) ?? []
  const { checkpoint } = zProof.parse(JSON.parse(entry?.body ?? '{}'))
  const { kid = '' } = readCompactJws(checkpoint).header
  return { url, entry, signedBy: parseDidUrl(kid).fragment }
}

const minutes = [0, 1, 2, 4, 5, 6, 60, 60 * 24 * 300]

describe('the key of a city is stolen, and a cache holds proofs for ever', () => {
  it('never makes a good badge a bad one: the log confirms what the old key signed', async () => {
    const { city, cache, verdict, compromise } = await setUp()
    const { url, signedBy } = proofIn(cache)
    await compromise({})
    const before = city.clock().getTime()
    for (const minute of minutes) {
      city.clock.set(new Date(before + minute * 60_000).toISOString())
      await city.maintain()
      expect([minute, await verdict()]).toEqual([minute, valid])
    }
    expect(proofIn(cache).signedBy).toBe(signedBy)
    expect(cache.served.filter((each) => each === url)).toHaveLength(minutes.length)
  })

  it('costs minutes where the cache does not ask again: unknown, never wrong', async () => {
    const { city, verdict, compromise } = await setUp({ obeysClients: false })
    await compromise({})
    const told: string[] = []
    for (let minute = 0; minute < 8; minute += 1) {
      told.push((await verdict())[0] ?? '')
      city.clock.advance(60)
      await city.maintain()
    }
    // the list is new after one minute, the document that names its key after five
    expect(told).toEqual([
      ...['valid', 'unknown', 'unknown', 'unknown', 'unknown'],
      ...['valid', 'valid', 'valid'],
    ])
  })

  it('asks the log past a cache whose copy is damaged', async () => {
    const { city, cache, verdict, compromise } = await setUp()
    const { url, entry } = proofIn(cache)
    if (entry === undefined) throw new Error('the proof is in the cache')
    const damaged = JSON.stringify({ ...JSON.parse(entry.body), path: [] })
    cache.kept.set(url, { ...entry, body: damaged })
    await compromise({})
    city.clock.advance(301)
    await city.maintain()
    expect(await verdict()).toEqual(valid)
    expect(proofIn(cache).entry?.body).not.toBe(damaged)
  })
})

describe('a provider’s key is stolen, and a cache holds its status list', () => {
  it('is over in seconds: caches keep lists for five', async () => {
    const { city, verdict, compromise } = await setUp()
    await compromise({ provider })
    city.clock.advance(6)
    expect((await verdict())[1]).toBe('ok')
    city.clock.advance(301)
    await city.maintain()
    expect(await verdict()).toEqual(valid)
  })
})

describe('a badge is revoked, and a cache keeps its status list for an hour', () => {
  it('is valid for no longer than the list’s ttl, then unknown', async () => {
    const { city, verdict } = await setUp({ keepsForSeconds: 3600 })
    const { body } = await city.api('GET', '/awards')
    const [award] = zAwards.parse(body).awards
    await city.api('POST', `/awards/${award?.awardId}/revoke`, { body: { reason: 'a mistake' } })
    city.clock.advance(299)
    expect((await verdict()).slice(0, 2)).toEqual(['valid', 'ok'])
    city.clock.advance(2)
    expect((await verdict()).slice(0, 2)).toEqual(['unknown', 'list_out_of_date'])
    city.clock.advance(3600)
    await city.maintain()
    expect((await verdict()).slice(0, 2)).toEqual(['invalid', 'revoked'])
  })
})
