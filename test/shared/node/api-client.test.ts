import { describe, expect, test } from 'vitest'
import { callApi } from '../../../shared/node/api-client.ts'
import type { GuardedFetch } from '../../../shared/node/guarded-fetch.ts'

type Sent = Parameters<GuardedFetch>

function answering(body: unknown, status = 200) {
  const sent: Sent[] = []
  const fetch = (async (...request: Sent) => {
    sent.push(request)
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    return new Response(text, { status })
  }) satisfies GuardedFetch
  const call = { url: 'https://city.example/api/v1/badges', apiKey: 'secret', fetch, party: 'It' }
  return { call, sent }
}

describe('callApi', () => {
  test('asks with the key, and answers the JSON', async () => {
    const { call, sent } = answering({ badges: [] })
    expect(await callApi(call)).toEqual({ badges: [] })
    const headers = { Accept: 'application/json', Authorization: 'Bearer secret' }
    const bounds = { maxBytes: 4_194_304, timeoutMs: 15_000 }
    expect(sent).toEqual([[call.url, { headers, ...bounds }]])
  })

  test('posts a body, once for its idempotency key', async () => {
    const { call, sent } = answering({ awardId: 'a' }, 201)
    expect(await callApi({ ...call, body: { badge: 'b' }, idempotencyKey: 'k' })).toEqual({
      awardId: 'a',
    })
    expect(sent[0]?.[1]).toMatchObject({
      method: 'POST',
      body: '{"badge":"b"}',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': 'k' },
    })
  })

  test.each([
    [
      'with the API’s own code',
      { code: 'badge_unknown', detail: 'No such badge' },
      'badge_unknown',
    ],
    ['without one that is known here', { code: 'rm -rf', detail: 'x' }, 'fetch_failed'],
    ['without JSON', '<html>', 'fetch_failed'],
  ])('says what was refused %s', async (_how, body, code) => {
    const { call } = answering(body, 404)
    await expect(callApi(call)).rejects.toMatchObject({ code })
  })

  test('does not take a page for an answer', async () => {
    const { call } = answering('<html>')
    await expect(callApi(call)).rejects.toMatchObject({
      code: 'fetch_failed',
      message: 'It answered with status 200',
    })
  })
})
