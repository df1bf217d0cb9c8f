import { describe, expect, test } from 'vitest'
import {
  type ApiKeyStore,
  createApiKeyStore,
  hashApiKey,
  makeApiKey,
  requireApiKey,
  wrongKeysPerMinute,
} from '../../../../shared/server/api/api-keys.ts'
import { apiKeyEntity, apiSchema } from '../../../../shared/server/api/api-schema.ts'
import { createTestClock } from '../../../support/clock.ts'
import { forEachDatabase } from '../../../support/postgres.ts'
import { startDemo } from '../demo/start-demo.ts'

const clock = createTestClock()
const text = makeApiKey()

const store = {
  findByHash: async (hash) =>
    hash === hashApiKey(text) ? { id: 'key-1', name: 'LMS', provider: 'hove', hash } : undefined,
} satisfies ApiKeyStore

describe('requireApiKey', () => {
  async function answerTo(authorization: string | undefined, keys: ApiKeyStore = store) {
    const { url, lines } = await startDemo({
      routes: (app) => {
        app.get('/api/v1/me', requireApiKey(keys, { clock }), (_request, response) => {
          response.json(response.locals.apiKey)
        })
      },
    })
    const headers: Record<string, string> =
      authorization === undefined ? {} : { Authorization: authorization }
    const response = await fetch(`${url}/api/v1/me`, { headers })
    return {
      status: response.status,
      body: await response.json(),
      response,
      log: JSON.stringify(lines),
    }
  }

  test('lets a living key through and says whose it is, without its hash', async () => {
    const { status, body } = await answerTo(`Bearer ${text}`)
    expect([status, body]).toEqual([200, { id: 'key-1', name: 'LMS', provider: 'hove' }])
  })

  test('takes the scheme in any case', async () => {
    expect((await answerTo(`bearer ${text}`)).status).toBe(200)
  })

  test.each([
    undefined,
    '',
    'Bearer',
    'Bearer ',
    `Bearer ${text}x`,
    `Bearer ${text.slice(0, -1)}`,
    `Basic ${text}`,
    `Bearer ${text} ${text}`,
    `Bearer ${text},x`,
    text,
  ])('refuses %j', async (authorization) => {
    const { status, body, response, log } = await answerTo(authorization)
    expect([status, body.code, response.headers.get('www-authenticate')]).toEqual([
      401,
      'unauthenticated',
      // RFC 6750: only who sent a token is told that it is wrong
      /^Bearer ./.test(authorization?.trim() ?? '') ? 'Bearer error="invalid_token"' : 'Bearer',
    ])
    expect(log).not.toContain(text)
  })

  test('looks no more keys up for a client that sent many wrong ones, until it has waited', async () => {
    const clock = createTestClock()
    let lookups = 0
    const counting = {
      findByHash: async (hash) => {
        lookups += 1
        return store.findByHash(hash)
      },
    } satisfies ApiKeyStore
    const { url } = await startDemo({
      trustedProxies: 1,
      routes: (app) => {
        app.use('/api/v1', requireApiKey(counting, { clock }))
        app.get('/api/v1/me', (_request, response) => void response.json({}))
      },
    })
    const send = (key: string | undefined, client: string) =>
      fetch(`${url}/api/v1/me`, {
        headers: { 'X-Forwarded-For': client, ...(key && { Authorization: `Bearer ${key}` }) },
      })
    const statusOf = async (key: string | undefined, client = '192.0.2.1') =>
      (await send(key, client)).status
    for (let sent = 0; sent < 100; sent++) await statusOf(undefined)
    for (let sent = 0; sent < wrongKeysPerMinute; sent++) {
      expect(await statusOf(`wrong-${sent}`)).toBe(401)
    }
    const refused = await send(text, '192.0.2.1')
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1'])
    expect(await refused.json()).toMatchObject({ code: 'rate_limited' })
    expect(lookups).toBe(wrongKeysPerMinute)
    expect([await statusOf(undefined), await statusOf(text, '192.0.2.2')]).toEqual([401, 200])
    clock.advance(1)
    expect(await statusOf(text)).toBe(200)
  })

  test('does not trust a store that finds another key', async () => {
    const careless = {
      findByHash: async () => ({ id: 'x', name: 'x', hash: hashApiKey('another') }),
    } satisfies ApiKeyStore
    expect((await answerTo(`Bearer ${text}`, careless)).status).toBe(401)
  })
})

describe('makeApiKey', () => {
  test('makes 256 random bits behind a prefix', () => {
    expect(text).toMatch(/^waymark_[\w-]{43}$/)
    expect(makeApiKey()).not.toBe(text)
  })
})

forEachDatabase('createApiKeyStore', (bench) => {
  const hash = hashApiKey(text)

  test('finds a key by its hash, with and without a provider', async () => {
    const keys = createApiKeyStore({ database: await bench.open(apiSchema), clock })
    await keys.add({ id: 'a', name: 'City', text })
    await keys.add({ id: 'b', name: 'LMS', provider: 'hove', text: 'other' })
    expect(await keys.findByHash(hash)).toEqual({ id: 'a', name: 'City', hash })
    expect(await keys.findByHash(hashApiKey('other'))).toEqual({
      id: 'b',
      name: 'LMS',
      provider: 'hove',
      hash: hashApiKey('other'),
    })
    expect(await keys.findByHash(hashApiKey('third'))).toBeUndefined()
  })

  test('adds the same key once, so that a start may add its own each time', async () => {
    const keys = createApiKeyStore({ database: await bench.open(apiSchema), clock })
    await keys.add({ id: 'a', name: 'City', text })
    await keys.add({ id: 'a', name: 'City', text })
    expect(await keys.findByHash(hash)).toEqual({ id: 'a', name: 'City', hash })
  })

  test('does not find a revoked key', async () => {
    const keys = createApiKeyStore({ database: await bench.open(apiSchema), clock })
    await keys.add({ id: 'a', name: 'City', text })
    await keys.revoke('a')
    expect(await keys.findByHash(hash)).toBeUndefined()
  })

  test('keeps no key in the database, only its hash', async () => {
    const database = await bench.open(apiSchema)
    await createApiKeyStore({ database, clock }).add({ id: 'a', name: 'City', text })
    const rows = await database.reader.find(apiKeyEntity)
    expect(rows).toEqual([
      {
        id: 'a',
        name: 'City',
        provider: null,
        hash,
        createdAt: '2026-11-22T10:00:00.000Z',
        revokedAt: null,
        permissions: null,
        expiresAt: null,
        usedOn: null,
        createdBy: null,
        hint: null,
      },
    ])
  })
})
