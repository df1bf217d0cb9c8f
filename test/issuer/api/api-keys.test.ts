import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { issuerSchema } from '../../../issuer/schema.ts'
import { openDatabase } from '../../../shared/node/database/open-database.ts'
import { createApiKeyStore } from '../../../shared/server/api/api-keys.ts'
import { sharedTemporaryFolder } from '../../support/temp-folder.ts'
import { startTestCity, type TestCity } from '../test-city.ts'

const folder = sharedTemporaryFolder()
let city: TestCity

beforeAll(async () => {
  city = await startTestCity({ folder })
})
afterAll(() => city.close())

const own = '/providers/harbour-youth/api-keys'
const zMade = z.looseObject({ id: z.string(), key: z.string() })

async function make(input: object = {}, options: { key?: string; path?: string } = {}) {
  const { path = own, ...by } = options
  const body = { name: 'LMS', permissions: ['read', 'award.make'], ...input }
  const answer = await city.api('POST', path, { body, ...by })
  expect(answer.status).toBe(201)
  return zMade.parse(answer.body)
}

const award = { badge: 'harbour-youth/first-aid', recipient: { email: 'sam@learner.example' } }

async function token(fields: Record<string, string>, headers: Record<string, string> = {}) {
  const {
    status,
    headers: told,
    body,
  } = await city.ask('/api/v1/token', {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams(fields).toString(),
  })
  return { status, headers: told, body: z.looseObject({}).parse(body) }
}

const grant = { grant_type: 'client_credentials' }

const basic = (id: string, secret: string) => ({
  Authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
})

async function revokeElsewhere(id: string): Promise<void> {
  const file = join(folder, 'city.sqlite')
  const database = await openDatabase({ kind: 'sqlite', file }, issuerSchema)
  await createApiKeyStore({ database, clock: city.clock }).revoke(id)
  await database.close()
}

describe('an API key', () => {
  it('is told once, listed without its text, and lets in to what it may do alone', async () => {
    const made = await make()
    const { body } = await city.api('GET', own)
    expect(body).toEqual({
      apiKeys: [
        {
          id: made.id,
          name: 'LMS',
          permissions: ['read', 'award.make'],
          hint: made.key.slice(-4),
          createdAt: city.clock().toISOString(),
          createdBy: 'api-key:configuration',
        },
      ],
    })
    const { key } = made
    const awarded = await city.api('POST', '/awards', { key, body: award })
    const { awardId } = z.looseObject({ awardId: z.string() }).parse(awarded.body)
    const revoked = await city.api('POST', `/awards/${awardId}/revoke`, { key })
    expect([awarded.status, revoked.status, revoked.headers.get('WWW-Authenticate')]).toEqual([
      201,
      403,
      'Bearer error="insufficient_scope", scope="award.change"',
    ])
    const again = await city.api('GET', `${own}/${made.id}`)
    expect(again.body).toMatchObject({ usedOn: '2026-11-22' })
  })

  it('can no more than who makes it, and lasts no longer', async () => {
    const expiresAt = '2026-12-01T00:00:00.000Z'
    const parent = await make({ permissions: ['read', 'api.manage'], expiresAt })
    const more = await city.api('POST', own, {
      key: parent.key,
      body: { name: 'x', permissions: ['award.make'] },
    })
    expect([more.status, more.body]).toMatchObject([403, { code: 'forbidden' }])
    const child = await make({ permissions: ['read'] }, { key: parent.key })
    expect(child).toMatchObject({ expiresAt, createdBy: `api-key:${parent.id}` })
    await city.api('POST', `${own}/${parent.id}/revoke`)
    const statuses = [
      (await city.api('GET', '/badges', { key: parent.key })).status,
      (await city.api('GET', '/badges', { key: child.key })).status,
    ]
    expect(statuses).toEqual([401, 401])
  })

  it('makes none any more where another node has revoked it and this one remembers it', async () => {
    const parent = await make({ permissions: ['read', 'api.manage'] })
    const read = () => city.api('GET', own, { key: parent.key })
    // its first use is noted, and forgets what is known of keys
    expect([(await read()).status, (await read()).status]).toEqual([200, 200])
    await revokeElsewhere(parent.id)
    const body = { name: 'Kept', permissions: ['read'] }
    const child = await city.api('POST', own, { key: parent.key, body })
    expect([(await read()).status, child.status]).toEqual([200, 403])
  })

  it('ends at its time, to the second', async () => {
    const end = new Date(city.clock().getTime() + 60_000).toISOString()
    const { key } = await make({ expiresAt: end })
    const before = (await city.api('GET', '/badges', { key })).status
    city.clock.advance(60)
    expect([before, (await city.api('GET', '/badges', { key })).status]).toEqual([200, 401])
  })

  it.each([
    ['no name', { name: ' ' }],
    ['no permission', { permissions: [] }],
    ['a permission that there is not', { permissions: ['all'] }],
    ['a permission of the city', { permissions: ['city.manage'] }],
    ['an end that has passed', { expiresAt: '2026-01-01T00:00:00Z' }],
    ['an end that is no time', { expiresAt: 'soon' }],
    ['a provider of its own choice', { provider: 'dock-makers' }],
    ['a text of its own choice', { key: 'waymark_mine' }],
  ])('is not made with %s', async (_, change) => {
    const body = { name: 'LMS', permissions: ['read'], ...change }
    const answer = await city.api('POST', own, { body })
    expect([answer.status, answer.body]).toMatchObject([400, { code: 'request_malformed' }])
  })

  it('is made once under an idempotency key, and told to the first who asks alone', async () => {
    const options = {
      body: { name: 'Twice', permissions: ['read'] },
      headers: { 'Idempotency-Key': 'key-1' },
    }
    const first = zMade.parse((await city.api('POST', own, options)).body)
    const again = await city.api('POST', own, options)
    const { key, ...rest } = first
    expect([again.status, again.body]).toEqual([201, rest])
    const other = await city.api('POST', own, {
      ...options,
      body: { name: 'Other', permissions: ['read'] },
    })
    expect(other.status).toBe(422)
  })

  it('of one provider shows nothing of another’s, nor of the city’s', async () => {
    const { key } = await make({ permissions: ['read', 'api.manage'] })
    const theirs = await make({}, { path: '/providers/dock-makers/api-keys' })
    const statuses = await Promise.all(
      [
        '/providers/dock-makers/api-keys',
        `/providers/dock-makers/api-keys/${theirs.id}`,
        `${own}/${theirs.id}`,
        '/api-keys',
      ].map(async (path) => (await city.api('GET', path, { key })).status),
    )
    expect(statuses).toEqual([404, 404, 404, 404])
  })

  it('of the configuration ends in the configuration alone', async () => {
    const answer = await city.api('POST', '/api-keys/configuration/revoke')
    expect([answer.status, answer.body]).toMatchObject([409, { code: 'conflict' }])
  })

  it('is noted in the audit when made and revoked, without its text', async () => {
    const { id, key } = await make()
    await city.api('POST', `${own}/${id}/revoke`)
    const { body } = await city.api('GET', `${own}?limit=100`)
    expect(JSON.stringify(body)).not.toContain(key)
  })

  it('is listed in pages', async () => {
    const whole = z
      .looseObject({ apiKeys: z.array(z.looseObject({ id: z.string() })) })
      .parse((await city.api('GET', `${own}?limit=100`)).body)
    const ids: string[] = []
    let query = '?limit=2'
    for (;;) {
      const page = z
        .looseObject({
          apiKeys: z.array(z.looseObject({ id: z.string() })),
          nextCursor: z.string().optional(),
        })
        .parse((await city.api('GET', `${own}${query}`)).body)
      ids.push(...page.apiKeys.map(({ id }) => id))
      if (page.nextCursor === undefined) break
      query = `?limit=2&cursor=${page.nextCursor}`
    }
    expect(ids.length).toBeGreaterThan(2)
    expect(ids).toEqual(whole.apiKeys.map(({ id }) => id))
  })
})

/** @see RFC 6749 sections 4.4 and 5, RFC 6750 */
describe('POST /api/v1/token', () => {
  it('changes a key for a token, by header or body', async () => {
    const { id, key } = await make()
    const answers = [
      await token(grant, basic(id, key)),
      await token({ ...grant, client_id: id, client_secret: key }),
    ]
    for (const { status, headers, body } of answers) {
      expect([status, headers.get('Cache-Control')]).toEqual([200, 'no-store'])
      expect(body).toEqual({
        access_token: expect.stringMatching(/^wmt_[\w.-]+$/),
        token_type: 'Bearer',
        expires_in: 900,
        scope: 'read award.make',
      })
    }
    const [first] = answers
    const made = await city.api('POST', '/awards', {
      key: String(first?.body.access_token),
      body: award,
    })
    expect(made.status).toBe(201)
  })

  it('gives a token that can less than the key where it is asked to, and never more', async () => {
    const { id, key } = await make()
    const narrow = await token({ ...grant, scope: 'read' }, basic(id, key))
    expect(narrow.body.scope).toBe('read')
    const refused = await city.api('POST', '/awards', {
      key: String(narrow.body.access_token),
      body: award,
    })
    expect(refused.status).toBe(404)
    const wide = await token({ ...grant, scope: 'read award.change' }, basic(id, key))
    expect([wide.status, wide.body.error]).toEqual([400, 'invalid_scope'])
  })

  it('gives one that ends after a quarter of an hour, or with its key', async () => {
    const { id, key } = await make()
    const text = async () => String((await token(grant, basic(id, key))).body.access_token)
    const [old, current] = [await text(), await text()]
    const statusOf = async (one: string) => (await city.api('GET', '/badges', { key: one })).status
    const before = await statusOf(old)
    city.clock.advance(900)
    expect([before, await statusOf(old), await statusOf(current)]).toEqual([200, 401, 401])
    const living = await text()
    await city.api('POST', `${own}/${id}/revoke`)
    expect(await statusOf(living)).toBe(401)
  })

  it('makes tokens that cannot be made or changed elsewhere', async () => {
    const { id, key } = await make()
    const text = String((await token(grant, basic(id, key))).body.access_token)
    const [payload = '', tag = ''] = text.slice(4).split('.')
    const forged = JSON.parse(Buffer.from(payload, 'base64url').toString())
    forged.can = ['city.manage']
    const other = Buffer.from(JSON.stringify(forged)).toString('base64url')
    const texts = [
      `wmt_${other}.${tag}`,
      `wmt_${payload}`,
      `wmt_${payload}.`,
      `wmt_${payload}.${tag}.x`,
      `wmt_${payload}.${tag}=`,
      `wmt_.${tag}`,
    ]
    for (const one of texts) {
      const { status, headers } = await city.api('GET', '/badges', { key: one })
      expect([one, status, headers.get('WWW-Authenticate')]).toEqual([
        one,
        401,
        'Bearer error="invalid_token"',
      ])
    }
  })

  it('refuses in the words of OAuth', async () => {
    const { id, key } = await make()
    const twice = basic(id, key)
    const cases: [string, Awaited<ReturnType<typeof token>>, number, string][] = [
      ['no client', await token(grant), 401, 'invalid_client'],
      ['a wrong secret', await token(grant, basic(id, `${key}x`)), 401, 'invalid_client'],
      ['another id', await token(grant, basic('other', key)), 401, 'invalid_client'],
      ['no Basic', await token(grant, { Authorization: `Bearer ${key}` }), 401, 'invalid_client'],
      ['bad base64', await token(grant, { Authorization: 'Basic %%%' }), 401, 'invalid_client'],
      ['bad encoding', await token(grant, basic('%', key)), 401, 'invalid_client'],
      [
        'the client twice',
        await token({ ...grant, client_id: id, client_secret: key }, twice),
        400,
        'invalid_request',
      ],
      ['no grant', await token({ scope: 'read' }, twice), 400, 'invalid_request'],
      [
        'another grant',
        await token({ grant_type: 'password' }, twice),
        400,
        'unsupported_grant_type',
      ],
      ['an unknown scope', await token({ ...grant, scope: 'all' }, twice), 400, 'invalid_scope'],
      [
        'JSON',
        await token(grant, { ...twice, 'Content-Type': 'text/plain' }),
        400,
        'invalid_request',
      ],
    ]
    for (const [name, { status, headers, body }, expected, error] of cases) {
      expect([name, status, body.error]).toEqual([name, expected, error])
      expect(headers.get('Cache-Control')).toBe('no-store')
      if (expected === 401) expect(headers.get('WWW-Authenticate')).toMatch(/^Basic realm=/)
      expect(JSON.stringify(body)).not.toContain(key)
    }
  })

  it('answers other methods with 405, and lets nothing else pass beside it without a key', async () => {
    const statuses = await Promise.all(
      ['/token', '/token/', '/Token', '/token/x', '/tokens'].map(
        async (path) => (await city.ask(`/api/v1${path}`)).status,
      ),
    )
    expect(statuses).toEqual([405, 401, 401, 401, 401])
  })

  it('is slow for who guesses', async () => {
    const { id, key } = await make()
    city.clock.advance(600)
    const statuses: number[] = []
    for (let tried = 0; tried < 31; tried += 1) {
      statuses.push((await token(grant, basic(id, 'wrong'))).status)
    }
    const right = await token(grant, basic(id, key))
    expect([statuses.slice(0, 30).every((one) => one === 401), statuses[30]]).toEqual([true, 429])
    expect([right.status, right.headers.get('Retry-After')]).toEqual([429, '2'])
  })
})
