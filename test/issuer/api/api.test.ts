import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { issuerSchema } from '../../../issuer/schema.ts'
import { openDatabase } from '../../../shared/node/database/open-database.ts'
import { createApiKeyStore } from '../../../shared/server/api/api-keys.ts'
import { idempotencyKeyEntity } from '../../../shared/server/api/api-schema.ts'
import { ed25519TestKey } from '../../support/signing-keys.ts'
import { sharedTemporaryFolder } from '../../support/temp-folder.ts'
import { takeBadge } from '../hand-made-wallet.ts'
import { cityApiKey, cityUrl, startTestCity, type TestCity, walletUrl } from '../test-city.ts'

const folder = sharedTemporaryFolder()
const makersKey = 'key-of-the-makers-0123456789-abcdefgh'
const first = `${cityUrl}/providers/harbour-youth/badges/first-aid/v/1`
const recipient = { email: 'sam@learner.example', name: 'Sam Jones' }
let city: TestCity

beforeAll(async () => {
  city = await startTestCity({ folder })
  await withDatabase(async (database) => {
    const keys = createApiKeyStore({ database, clock: city.clock })
    await keys.add({ id: 'makers', name: 'Dock Makers', provider: 'dock-makers', text: makersKey })
  })
})
afterAll(() => city.close())

async function withDatabase<T>(
  work: (database: Awaited<ReturnType<typeof openDatabase>>) => Promise<T>,
): Promise<T> {
  const database = await openDatabase(
    { kind: 'sqlite', file: `${folder}/city.sqlite` },
    issuerSchema,
  )
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

const codeOf = (body: unknown) => z.looseObject({ code: z.string() }).parse(body).code

describe('POST /api/v1/awards', () => {
  it('awards a badge and tells how it reaches its learner', async () => {
    const { status, headers, body } = await city.api('POST', '/awards', {
      body: { badge: 'harbour-youth/first-aid', recipient, txCode: true, language: 'cy' },
    })

    const { awardId, offerUri, claimLink } = z
      .looseObject({ awardId: z.string(), offerUri: z.string(), claimLink: z.string() })
      .parse(body)
    expect(status).toBe(201)
    expect(headers.get('Cache-Control')).toBe('no-store')
    expect(headers.get('Location')).toBe(`${cityUrl}/api/v1/awards/${awardId}`)
    expect(body).toEqual({
      awardId: expect.stringMatching(/^harbour-youth\.[\da-f-]{36}$/),
      provider: 'harbour-youth',
      badge: first,
      state: 'offered',
      recipient: { ...recipient, kind: 'person' },
      language: 'cy',
      awardedAt: '2026-11-22T10:00:00.000Z',
      validUntil: '2029-11-22T10:00:00.000Z',
      needsTxCode: true,
      delivery: 'claim',
      sentAt: '2026-11-22T10:00:00.000Z',
      offerUri,
      claimLink,
      txCode: expect.stringMatching(/^\d{6}$/),
    })
    const offer = new URL(offerUri).searchParams.get('credential_offer_uri') ?? ''
    expect(offer).toMatch(
      /^https:\/\/cardiff\.example\/providers\/harbour-youth\/offers\/[\w-]{43}$/,
    )
    expect(claimLink).toBe(`${walletUrl}/receive#credential_offer_uri=${encodeURIComponent(offer)}`)
    expect(await (await city.fetch(offer)).json()).toMatchObject({
      credential_issuer: `${cityUrl}/providers/harbour-youth`,
      credential_configuration_ids: ['first-aid.1.cy.ldp_vc', 'first-aid.1.cy.jwt_vc_json'],
      grants: {
        'urn:ietf:params:oauth:grant-type:pre-authorized_code': {
          tx_code: { input_mode: 'numeric', length: 6 },
        },
      },
    })
    expect(await (await city.fetch(`${offer}?lang=en`)).json()).toMatchObject({
      credential_configuration_ids: ['first-aid.1.en.ldp_vc', 'first-aid.1.en.jwt_vc_json'],
    })
  })

  it.each([
    ['its achievement id', first, 'en'],
    ['its achievement id in Welsh', `${first}/cy`, 'cy'],
    ['provider and name', 'harbour-youth/first-aid', 'en'],
  ])('knows a badge by %s', async (_, badge, language) => {
    const { status, body } = await city.api('POST', '/awards', { body: { badge, recipient } })
    expect([status, body]).toMatchObject([201, { badge: first, language }])
  })

  it.each([
    ['nothing of the kind', 'harbour-youth/rocket-science'],
    ['another city', 'https://other.example/providers/harbour-youth/badges/first-aid/v/1'],
    ['a look-alike of this city', `${cityUrl}.evil.example/providers/x/badges/y/v/1`],
    ['a version that is not there', first.replace(/1$/, '7')],
    ['a path upwards', '../harbour-youth/first-aid'],
    ['SQL', "harbour-youth/first-aid' OR '1'='1"],
  ])('refuses a badge of %s', async (_, badge) => {
    const { status, body } = await city.api('POST', '/awards', { body: { badge, recipient } })
    expect([status, codeOf(body)]).toEqual([404, 'badge_unknown'])
  })

  it('refuses an end that is past, and a language that the badge has not', async () => {
    const { status, body } = await city.api('POST', '/awards', {
      body: { badge: first, recipient, validUntil: '2026-11-22T09:59:59Z' },
    })
    expect([status, codeOf(body)]).toEqual([400, 'request_malformed'])
  })

  it('makes one award for one idempotency key, and keeps no secret for it', async () => {
    const headers = { 'Idempotency-Key': 'roster-7-row-3' }
    const body = { badge: first, recipient, txCode: true }
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => city.api('POST', '/awards', { body, headers })),
    )

    expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1)
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201])
    const replayed = answers.filter((answer) => answer.headers.has('Idempotency-Replayed'))
    expect(replayed).toHaveLength(4)
    const { awardId, claimLink, txCode } = z
      .looseObject({ awardId: z.string(), claimLink: z.string(), txCode: z.string() })
      .parse(answers[0]?.body)
    const kept = await withDatabase(({ reader }) => reader.find(idempotencyKeyEntity))
    const text = JSON.stringify(kept)
    expect(text).toContain(awardId)
    expect(text).not.toContain(claimLink.slice(-43))
    expect(text).not.toContain(`"${txCode}"`)
    expect(text).not.toContain(recipient.email)

    const other = await city.api('POST', '/awards', { body: { badge: first, recipient }, headers })
    expect([other.status, codeOf(other.body)]).toEqual([422, 'idempotency_key_reused'])
  })

  it('has no offer to tell again once the badge is in a wallet', async () => {
    const headers = { 'Idempotency-Key': 'claimed-later' }
    const request = { body: { badge: first, recipient }, headers }
    const { body } = await city.api('POST', '/awards', request)
    await takeBadge(
      city,
      z.looseObject({ offerUri: z.string() }).parse(body),
      ed25519TestKey('learner'),
    )
    const again = await city.api('POST', '/awards', request)
    expect([again.status, again.body]).toMatchObject([201, { state: 'claimed' }])
    expect(again.body).not.toHaveProperty('offerUri')
    expect(again.body).not.toHaveProperty('claimLink')
  })
})

describe('POST /api/v1/awards/:id/revoke, suspend and reinstate', () => {
  it('changes the state with its reason', async () => {
    const { awardId } = await city.award({ badge: 'dock-makers/laser-cutter' })
    const change = (name: string, reason: string) =>
      city.api('POST', `/awards/${awardId}/${name}`, { body: { reason } })

    expect(await change('suspend', 'rules were broken')).toMatchObject({
      status: 200,
      body: { awardId, state: 'suspended', statusReason: 'rules were broken' },
    })
    expect(await change('reinstate', 'talked about it')).toMatchObject({
      body: { state: 'offered' },
    })
    expect(await change('revoke', 'again')).toMatchObject({ body: { state: 'revoked' } })
    const refused = await change('reinstate', 'please')
    expect([refused.status, codeOf(refused.body)]).toEqual([409, 'award_revoked'])
  })

  it('refuses to suspend what is no licence', async () => {
    const { awardId } = await city.award()
    const { status, body } = await city.api('POST', `/awards/${awardId}/suspend`, {
      body: { reason: 'for a while' },
    })
    expect([status, codeOf(body)]).toEqual([409, 'not_suspendable'])
  })

  it('says of a change without a reason that none was given', async () => {
    const { awardId } = await city.award()
    await city.api('POST', `/awards/${awardId}/revoke`)
    const { body } = await city.api('GET', `/awards/${awardId}`)
    expect(body).toMatchObject({ state: 'revoked', statusReason: 'No reason was given' })
  })

  it.each([
    ['an empty reason', { reason: '  ' }],
    ['a reason of two lines', { reason: 'one\ntwo' }],
    ['more than a reason', { reason: 'x', status: 'active' }],
  ])('refuses %s', async (_, body) => {
    const { awardId } = await city.award()
    const answer = await city.api('POST', `/awards/${awardId}/revoke`, { body })
    expect([answer.status, codeOf(answer.body)]).toEqual([400, 'request_malformed'])
  })

  it('publishes the change at once', async () => {
    const award = await city.award({ badge: 'castle-street-college/digital-start' })
    const answer = await takeBadge(city, award, ed25519TestKey('learner'))
    const { credentials } = z
      .object({
        credentials: z.tuple([
          z.object({
            credential: z.looseObject({
              credentialStatus: z.looseObject({ statusListCredential: z.string() }),
            }),
          }),
        ]),
      })
      .parse(answer.body)
    const url = credentials[0].credential.credentialStatus.statusListCredential
    const readList = async () => {
      const response = await city.fetch(url)
      expect(response.headers.get('Cache-Control')).toBe('public, max-age=5')
      return response.json()
    }
    const before = await readList()
    expect(before).toMatchObject({
      id: url,
      issuer: 'did:web:cardiff.example:providers:castle-street-college',
      credentialSubject: { statusPurpose: 'revocation', ttl: 300_000 },
      validUntil: '2026-11-22T11:00:00.000Z',
      proof: { cryptosuite: 'eddsa-rdfc-2022' },
    })

    await city.api('POST', `/awards/${award.awardId}/revoke`, { body: { reason: 'a mistake' } })

    const after = await readList()
    expect(after.credentialSubject.encodedList).not.toBe(before.credentialSubject.encodedList)
  })
})

describe('lists', () => {
  it('page through all with cursors, in a settled order', async () => {
    for (const list of ['badges', 'providers', 'awards'] as const) {
      const whole = await readAll(list, 100)
      const paged = await readAll(list, 3)
      expect(paged).toEqual(whole)
      expect(whole.length).toBeGreaterThanOrEqual(4)
    }
  })

  it('tell of the badges of one provider where it is named, and of none that one may not see', async () => {
    const { body } = await city.api('GET', '/badges?provider=dock-makers')
    const { badges } = z
      .object({ badges: z.array(z.looseObject({ provider: z.string() })) })
      .parse(body)
    expect(new Set(badges.map(({ provider }) => provider))).toEqual(new Set(['dock-makers']))
    const other = await city.api('GET', '/badges?provider=harbour-youth', { key: makersKey })
    const wrong = await city.api('GET', '/badges?provider=%27')
    expect([other.status, wrong.status]).toEqual([404, 400])
  })

  it('tell of each award what its own address tells', async () => {
    const [first] = z
      .array(z.looseObject({ awardId: z.string() }))
      .parse(await readAll('awards', 5))
    expect((await city.api('GET', `/awards/${first?.awardId}`)).body).toEqual(first)
  })

  it.each([
    ['made up', 'abc'],
    ['of another list', undefined],
  ])('refuse a cursor that is %s', async (_, text) => {
    const other = await city.api('GET', '/providers?limit=1')
    const { nextCursor } = z.looseObject({ nextCursor: z.string() }).parse(other.body)
    const cursor = text ?? nextCursor
    const { status, body } = await city.api('GET', `/badges?cursor=${cursor}`)
    expect([status, codeOf(body)]).toEqual([400, 'cursor_malformed'])
  })

  it.each(['0', '-1', '101', '1e1', 'all', ''])('refuse a limit of "%s"', async (limit) => {
    const { status, body } = await city.api('GET', `/awards?limit=${limit}`)
    expect([status, codeOf(body)]).toEqual([400, 'request_malformed'])
  })

  async function readAll(list: 'badges' | 'providers' | 'awards', limit: number) {
    const items: unknown[] = []
    let query = `?limit=${limit}`
    for (;;) {
      const { body } = await city.api('GET', `/${list}${query}`)
      const page = z
        .object({ [list]: z.array(z.unknown()), nextCursor: z.string().optional() })
        .parse(body)
      items.push(...z.array(z.unknown()).parse(page[list]))
      if (page.nextCursor === undefined) return items
      query = `?limit=${limit}&cursor=${page.nextCursor}`
    }
  }
})

describe('API keys', () => {
  it.each([
    ['no key', undefined],
    ['an empty one', 'Bearer '],
    ['a made-up one', 'Bearer waymark_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'],
    ['the hash of one', 'Bearer 0123456789abcdef'],
    ['the right one in another scheme', `Basic ${cityApiKey}`],
  ])('are asked for: %s', async (_, authorization) => {
    for (const [method, path] of [
      ['GET', '/awards'],
      ['POST', '/awards'],
      ['GET', '/badges'],
      ['GET', '/providers'],
      ['POST', '/awards/x/revoke'],
      ['POST', '/awards/x/offer'],
      ['GET', '/unknown'],
    ] as const) {
      const { status } = await city.ask(`/api/v1${path}`, {
        method,
        headers: {
          'Content-Type': 'application/json',
          ...(authorization !== undefined && { Authorization: authorization }),
        },
        // not JSON: nobody reads it
        ...(method === 'POST' && { body: '{"a":' }),
      })
      expect([path, status]).toEqual([path, 401])
    }
  })

  it('of a provider award and change its own badges only, and see no others', async () => {
    const theirs = await city.award({ badge: 'harbour-youth/team-player' })
    const asMakers = (method: 'GET' | 'POST', path: string, body?: object) =>
      city.api(method, path, { key: makersKey, ...(body && { body }) })

    const own = await asMakers('POST', '/awards', { badge: 'dock-makers/repair-cafe', recipient })
    const { awardId } = z.looseObject({ awardId: z.string() }).parse(own.body)
    const foreign = await asMakers('POST', '/awards', { badge: first, recipient })
    const reason = { reason: 'none' }
    const touched = [
      await asMakers('GET', `/awards/${theirs.awardId}`),
      await asMakers('POST', `/awards/${theirs.awardId}/revoke`, reason),
      await asMakers('POST', `/awards/${theirs.awardId}/suspend`, reason),
      await asMakers('POST', `/awards/${theirs.awardId}/reinstate`, reason),
      await asMakers('POST', `/awards/${theirs.awardId}/offer`),
    ]

    expect(own.status).toBe(201)
    expect([foreign.status, codeOf(foreign.body)]).toEqual([403, 'forbidden'])
    expect(touched.map(({ status, body }) => [status, codeOf(body)])).toEqual(
      touched.map(() => [404, 'not_found']),
    )
    expect((await asMakers('GET', `/awards/${awardId}`)).status).toBe(200)
    for (const list of ['awards', 'badges', 'providers']) {
      const { body } = await asMakers('GET', `/${list}`)
      const rows = z
        .record(z.string(), z.array(z.looseObject({ provider: z.string() })))
        .parse(body)
      expect(new Set((rows[list] ?? []).map(({ provider }) => provider))).toEqual(
        new Set(['dock-makers']),
      )
    }
    const untouched = await city.api('GET', `/awards/${theirs.awardId}`)
    expect(untouched.body).toMatchObject({ state: 'offered' })
  })

  it.each(['x', 'harbour-youth', 'harbour-youth.', '..%2F..', "harbour-youth.' OR 1=1"])(
    'find no award named %s',
    async (id) => {
      const { status, body } = await city.api('GET', `/awards/${encodeURIComponent(id)}`)
      expect([status, codeOf(body)]).toEqual([404, 'not_found'])
    },
  )
})
