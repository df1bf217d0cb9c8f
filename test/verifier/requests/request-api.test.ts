import { describe, expect, test } from 'vitest'
import { parseDatabaseLocation } from '../../../shared/node/database/location.ts'
import { openDatabase } from '../../../shared/node/database/open-database.ts'
import { idempotencyKeyEntity } from '../../../shared/server/api/api-schema.ts'
import { verifierSchema } from '../../../verifier/schema.ts'
import { achievement } from '../../shared/verify/world.ts'
import { ask, readResult } from '../asking.ts'
import { startTestVerifier, useVerifier } from '../verifier-bench.ts'

const bench = useVerifier()

describe('POST /api/v1/requests', () => {
  test('answers with the request for each kind of wallet, and a page that only the asker knows', async () => {
    const { verifier } = bench()
    const { publicUrl } = verifier.config
    const response = await verifier.api('/api/v1/requests', {
      json: { badges: [achievement.id], purpose: 'Kitchen assistant' },
    })
    expect(response.status).toBe(201)
    const created = await response.json()
    expect(created).toEqual({
      requestId: expect.stringMatching(/^[1-9A-HJ-NP-Za-km-z]{40,44}$/),
      reference: expect.stringMatching(/^[\w-]{43}$/),
      requestUri: expect.stringMatching(
        /^openid4vp:\/\/\?client_id=decentralized_identifier%3Adid%3Aweb%3A/,
      ),
      requestLink: expect.stringMatching(/^https:\/\/wallet\.example\/present#client_id=/),
      reportPage: `${publicUrl}/requests/${created.requestId}`,
      expiresAt: '2026-11-22T11:00:00.000Z',
    })
    const parameters = new URL(created.requestUri).searchParams
    expect([...parameters.keys()]).toEqual(['client_id', 'request_uri', 'request_uri_method'])
    expect(parameters.get('request_uri')).toMatch(
      /^http:\/\/localhost:\d+\/requests\/[\w-]{43}\/object$/,
    )
    expect(created.requestUri + created.requestLink).not.toContain(created.requestId)
  })

  test('says all in the link where the request is not signed', async () => {
    const { verifier } = bench()
    const { created, request } = await ask(verifier, { clientIdPrefix: 'redirect_uri' })
    expect(created.requestUri).not.toContain('request_uri=')
    expect(request).toMatchObject({
      response_type: 'vp_token',
      response_mode: 'direct_post',
      client_id: `redirect_uri:${request.response_uri}`,
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^[\w-]{43}$/),
    })
  })

  test('never gives the same nonce, state, key or address twice', async () => {
    const { verifier } = bench()
    const asked = await Promise.all(
      Array.from({ length: 20 }, () => ask(verifier, { responseMode: 'direct_post.jwt' })),
    )
    const secrets = asked.flatMap(({ created, request }) => [
      created.requestId,
      request.nonce,
      request.state,
      request.response_uri,
      request.client_metadata.jwks?.keys[0]?.kid,
    ])
    expect(new Set(secrets).size).toBe(100)
  })

  test('makes one request of several calls with one Idempotency-Key', async () => {
    const { verifier } = bench()
    const call = (purpose: string) =>
      verifier.api('/api/v1/requests', {
        json: { purpose },
        headers: { 'Idempotency-Key': 'vacancy-17' },
      })
    const [first, second] = [await call('Baker'), await call('Baker')]
    expect([first.status, second.status]).toEqual([201, 201])
    expect(second.headers.get('Idempotency-Replayed')).toBe('true')
    expect(await second.json()).toEqual(await first.json())
    const other = await call('Pilot')
    expect([other.status, (await other.json()).code]).toEqual([422, 'idempotency_key_reused'])
  })

  test('keeps the links of a repeated call nowhere but in the request', async () => {
    const { verifier } = bench()
    const response = await verifier.api('/api/v1/requests', {
      json: { clientIdPrefix: 'redirect_uri' },
      headers: { 'Idempotency-Key': 'vacancy-18' },
    })
    const { requestId } = await response.json()
    const location = parseDatabaseLocation(verifier.config.database)
    const database = await openDatabase(location, verifierSchema)
    const kept = await database.reader.findOneBy(idempotencyKeyEntity, { key: 'vacancy-18' })
    await database.close()
    expect(kept?.body).toBe(JSON.stringify({ requestId }))
  })

  test.each<[string, string | undefined]>([
    ['no key', undefined],
    ['a key that is not known', 'Bearer waymark_guess'],
    ['an empty key', 'Bearer '],
    ['another scheme', 'Basic dGVzdDp0ZXN0'],
  ])('refuses %s, and reads nothing of what comes with it', async (_name, authorization) => {
    const { verifier } = bench()
    const response = await fetch(`${verifier.url}/api/v1/requests`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        ...(authorization !== undefined && { Authorization: authorization }),
      },
      body: '{"a":',
    })
    expect([response.status, (await response.json()).code]).toEqual([401, 'unauthenticated'])
  })

  test.each<[string, string, number, string]>([
    ['no JSON', 'badges', 400, 'request_malformed'],
    ['a list', '[]', 400, 'request_malformed'],
    ['a member that is not known', '{"nonce":"mine"}', 400, 'request_malformed'],
    ['a member twice', '{"purpose":"a","purpose":"b"}', 400, 'request_malformed'],
    ['a prototype', '{"__proto__":{"purpose":"a"}}', 400, 'request_malformed'],
    ['a badge that is no address', '{"badges":["first-aid"]}', 400, 'request_malformed'],
    [
      'a mode that answers through the browser',
      '{"responseMode":"fragment"}',
      400,
      'request_malformed',
    ],
    ['a body without end', `{"purpose":"${'a'.repeat(1_100_000)}"}`, 413, 'body_too_large'],
  ])('refuses %s', async (_name, body, status, code) => {
    const { verifier } = bench()
    const response = await verifier.api('/api/v1/requests', {
      method: 'POST',
      body,
      headers: { 'Content-Type': 'application/json' },
    })
    expect(response.headers.get('Content-Type')).toMatch(/^application\/problem\+json/)
    expect([response.status, (await response.json()).code]).toEqual([status, code])
  })

  test('tells other methods what may be done', async () => {
    const { verifier } = bench()
    const response = await verifier.api('/api/v1/requests', { method: 'DELETE' })
    expect([response.status, response.headers.get('Allow')]).toEqual([405, 'POST'])
  })
})

describe('GET /api/v1/requests/:id', () => {
  test('waits', async () => {
    const { verifier } = bench()
    const { created } = await ask(verifier, { badges: [[achievement.id, `${achievement.id}/cy`]] })
    expect(await readResult(verifier, created)).toEqual({
      requestId: created.requestId,
      state: 'waiting',
      createdAt: '2026-11-22T10:00:00.000Z',
      expiresAt: '2026-11-22T11:00:00.000Z',
      badges: [[achievement.id, `${achievement.id}/cy`]],
      retentionDays: 30,
    })
  })

  test('knows no request by the address that wallets have', async () => {
    const { verifier } = bench()
    const { request } = await ask(verifier)
    const exchangeId = new URL(request.response_uri).pathname.split('/')[2]
    const response = await verifier.api(`/api/v1/requests/${exchangeId}`)
    expect([response.status, (await response.json()).code]).toEqual([404, 'not_found'])
  })

  test('expires', async () => {
    const { city } = bench()
    const verifier = await startTestVerifier({ city, change: { requestTtlSeconds: 60 } })
    const { created } = await ask(verifier)
    city.world.clock.advance(60)
    expect((await readResult(verifier, created)).state).toBe('expired')
    city.world.clock.advance(-60)
  })

  test('needs the key', async () => {
    const { verifier } = bench()
    const { created } = await ask(verifier)
    const response = await fetch(`${verifier.url}/api/v1/requests/${created.requestId}`)
    expect(response.status).toBe(401)
  })
})
