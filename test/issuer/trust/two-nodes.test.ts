import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readCompactJws } from '../../../shared/credential/jws.ts'
import { freshPostgres } from '../../support/postgres.ts'
import { sharedTemporaryFolder } from '../../support/temp-folder.ts'
import { startTestCity, type TestCity } from '../test-city.ts'
import { createTrustingVerifier, readList, takeAwarded } from './trusting-verifier.ts'

const cityDid = 'did:web:cardiff.example'
const swanseaUrl = 'https://swansea.example'
const slug = 'harbour-youth'

const zId = z.looseObject({
  accreditationId: z.string().optional(),
  recognitionId: z.string().optional(),
})
const zAccreditations = z.object({
  accreditations: z.array(z.looseObject({ accreditationId: z.string() })),
})
const zKeys = z.object({ keys: z.array(z.looseObject({ state: z.string() })) })

/** Two nodes of Cardiff on one PostgreSQL, a second city, and a verifier that meets whichever node answers. */
async function setUp(folder: string) {
  const database = await freshPostgres()
  const config = { database: `${database}?schema=city`, agentDatabase: `${database}?schema=agent` }
  const one = await startTestCity({ folder, config })
  const { clock } = one
  const two = await startTestCity({ folder, config, clock })
  const swansea = await startTestCity({
    folder,
    clock,
    config: { publicUrl: swanseaUrl, cityName: { en: 'Swansea', cy: 'Abertawe' } },
  })
  for (const path of ['/.well-known/did.json', '/trust/list.jwt', '/log/checkpoint']) {
    const url = `${swanseaUrl}${path}`
    one.listeners.set(url, () => swansea.fetch(url))
  }
  const close = () => Promise.all([one.close(), two.close(), swansea.close()])
  const nodes = [one, two]
  let asked = 0
  const verifier = createTrustingVerifier(one, cityDid, (url, init) => {
    asked += 1
    const node = nodes[asked % 2] ?? one
    return (new URL(url).origin === swanseaUrl ? swansea : node).fetch(url, init)
  })
  /** What every node does by itself in seconds; then both must say the same. */
  const settle = async () => {
    clock.advance(60)
    for (const node of [...nodes, ...nodes]) {
      await node.seal()
      await node.maintain()
    }
    const [here, there] = await Promise.all(nodes.map(readList))
    expect(there).toEqual(here)
    return here
  }
  const codesOf = async (badge: Parameters<typeof verifier.verify>[0]) => {
    const { verdict, accreditation, log, status } = await verifier.verify(badge)
    return [verdict, accreditation, log, status]
  }
  return { one, two, swansea, settle, codesOf, close }
}

const valid = ['valid', 'ok', 'ok', 'ok']

async function post(node: TestCity, path: string, body: object, status: number) {
  const answer = await node.api('POST', path, { body })
  expect([path, answer.status, answer.body]).toEqual([path, status, expect.anything()])
  return answer.body
}

async function statusesOf(calls: readonly Promise<{ status: number }>[]) {
  return (await Promise.all(calls)).map(({ status }) => status).toSorted()
}

describe('two nodes on PostgreSQL', () => {
  let bench: Awaited<ReturnType<typeof setUp>>
  const folder = sharedTemporaryFolder()
  beforeAll(async () => {
    bench = await setUp(folder)
  })
  afterAll(() => bench.close())

  it('accreditation, as either of them changes it', async () => {
    const { one, two, settle, codesOf } = bench
    const before = await takeAwarded(one)
    await settle()
    expect(await codesOf(before)).toEqual(valid)

    const { body } = await two.api('GET', `/accreditations?provider=${slug}`)
    const [accreditation] = zAccreditations.parse(body).accreditations
    // both are asked at one moment: it ends once
    const end = `/accreditations/${accreditation?.accreditationId}/end`
    const ended = await statusesOf([
      two.api('POST', end, { body: {} }),
      one.api('POST', end, { body: {} }),
    ])
    expect([200, 409]).toContain(ended[1])
    expect(ended[0]).toBe(200)
    const between = await takeAwarded(two)
    await settle()
    expect(await codesOf(between)).toEqual(['unknown', 'accreditation_ended', 'ok', 'ok'])

    await post(two, '/accreditations', { provider: slug, scope: { badges: ['first-aid'] } }, 201)
    const after = await takeAwarded(one)
    const list = await settle()
    const told = await Promise.all([before, between, after].map(codesOf))
    expect(told.map(([, code]) => code)).toEqual(['ok', 'accreditation_ended', 'ok'])
    expect(list?.providers.find(({ did }) => did.endsWith(slug))?.accreditations).toHaveLength(2)
  })

  it('keys of provider and city, rotated and stolen on both at once', async () => {
    const { one, two, settle, codesOf } = bench
    const old = await takeAwarded(one)
    await settle()
    const rotated = await statusesOf([
      one.api('POST', '/keys/rotate', { body: { provider: slug } }),
      two.api('POST', '/keys/rotate', { body: {} }),
    ])
    expect(rotated).toEqual([200, 200])
    const next = await takeAwarded(two)
    await settle()
    expect(await Promise.all([old, next].map(codesOf))).toEqual([valid, valid])

    for (const body of [{ provider: slug }, {}]) {
      const stolen = await statusesOf([
        one.api('POST', '/keys/compromise', { body }),
        two.api('POST', '/keys/compromise', { body }),
      ])
      expect(stolen[0]).toBe(200)
      expect([200, 409]).toContain(stolen[1])
    }
    const last = await takeAwarded(one)
    const list = await settle()
    expect(await Promise.all([old, next, last].map(codesOf))).toEqual([valid, valid, valid])
    expect(list?.keys.some(({ compromised }) => compromised !== undefined)).toBe(true)
    for (const query of ['', `?provider=${slug}`]) {
      const { body } = await two.api('GET', `/keys${query}`)
      const states = zKeys.parse(body).keys.map(({ state }) => state)
      expect(states.filter((state) => state === 'in-use')).toEqual(['in-use'])
    }
  })

  it('another city, recognised on one and no longer on the other', async () => {
    const { one, two, swansea, settle, codesOf } = bench
    const badge = await takeAwarded(swansea)
    await swansea.seal()
    await settle()
    expect((await codesOf(badge))[1]).toBe('not_accredited')
    const city = 'did:web:swansea.example'
    const { recognitionId } = zId.parse(
      await post(one, '/recognitions', { city, name: 'Swansea' }, 201),
    )
    await settle()
    expect(await codesOf(badge)).toEqual(valid)
    await post(two, `/recognitions/${recognitionId}/end`, {}, 200)
    await settle()
    expect((await codesOf(badge))[1]).toBe('not_accredited')
  })

  it('a provider closes on one while the other awards', async () => {
    const { one, two, settle, codesOf } = bench
    const kept = await takeAwarded(one)
    await settle()
    const award = { badge: `${slug}/first-aid`, recipient: { email: 'sam@learner.example' } }
    const answers = await Promise.all([
      two.api('POST', `/providers/${slug}/close`, { body: {} }),
      ...[one, two, one, two].map((node) => node.api('POST', '/awards', { body: award })),
    ])
    expect(answers[0]?.status).toBe(200)
    for (const { status } of answers.slice(1)) expect([201, 409]).toContain(status)
    for (const node of [one, two]) {
      expect((await node.api('POST', '/awards', { body: award })).status).toBe(409)
      expect((await node.api('POST', `/providers/${slug}/resume`, { body: {} })).status).toBe(409)
    }
    const list = await settle()
    const entry = list?.providers.find(({ did }) => did.endsWith(slug))
    // the log as it is now: whatever was awarded stands in it before the end
    const { body: checkpoint } = await one.ask('/log/checkpoint')
    const { size } = readCompactJws(String(checkpoint)).payload
    expect(entry).toMatchObject({
      state: 'closed',
      accreditations: expect.arrayContaining([expect.objectContaining({ untilSize: size })]),
      keys: expect.arrayContaining([
        expect.objectContaining({ retired: { at: expect.any(String), logSize: size } }),
      ]),
      escrow: { thumbprint: expect.stringMatching(/^[\w-]{43}$/) },
    })
    expect(await codesOf(kept)).toEqual(valid)
    const { body: document } = await two.ask(`/providers/${slug}/did.json`)
    expect(JSON.stringify(document)).toContain('WaymarkEscrow')
  })
})
