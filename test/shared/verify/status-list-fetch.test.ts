import { describe, expect, it } from 'vitest'
import { AppError } from '../../../shared/errors/app-error.ts'
import { createStatusListFetch, type FetchText } from '../../../shared/verify/status-list-fetch.ts'
import { createTestClock } from '../../support/clock.ts'

const url = 'https://city.example/status/1'

function fetchWith(fetch: FetchText) {
  return createStatusListFetch({ fetch, clock: createTestClock() })(url)
}

describe('createStatusListFetch', () => {
  it('answers with the body and the time of asking', async () => {
    const asked: unknown[] = []
    const answer = await fetchWith(async (...request) => {
      asked.push(request)
      return new Response('the list')
    })
    expect(answer).toEqual({
      outcome: 'fetched',
      body: 'the list',
      fetchedAt: new Date('2026-11-22T10:00:00Z'),
    })
    expect(asked).toEqual([
      [
        url,
        {
          headers: {
            accept: 'application/vc, application/vc+jwt, application/json;q=0.9, */*;q=0.1',
          },
          redirect: 'error',
          maxBytes: 1_048_576,
        },
      ],
    ])
  })

  it('asks once for all who ask meanwhile, and anew after that', async () => {
    const asked: string[] = []
    const fetchList = createStatusListFetch({
      clock: createTestClock(),
      fetch: async (address) => {
        asked.push(address)
        if (asked.length > 2) throw new AppError('fetch_failed', 'down')
        return new Response(`list ${asked.length}`)
      },
    })
    const answers = await Promise.all([url, url, `${url}0`].map(fetchList))
    expect(answers.map((answer) => answer.outcome === 'fetched' && answer.body)).toEqual([
      'list 1',
      'list 1',
      'list 2',
    ])
    expect(await fetchList(url)).toMatchObject({ outcome: 'unavailable' })
    expect(await fetchList(url)).toMatchObject({ outcome: 'unavailable' })
    expect(asked).toEqual([url, `${url}0`, url, url])
  })

  it.each([
    ['60', '2026-11-22T09:59:00Z'],
    ['0', '2026-11-22T10:00:00Z'],
    ['-60', '2026-11-22T10:00:00Z'],
    ['1e9', '2026-11-22T10:00:00Z'],
    ['999999999999', '2026-11-22T10:00:00Z'],
    ['a while', '2026-11-22T10:00:00Z'],
  ])('counts how long a cache had it, where that says %s', async (age, time) => {
    const answer = await fetchWith(async () => new Response('the list', { headers: { age } }))
    expect(answer).toMatchObject({ fetchedAt: new Date(time) })
  })

  it.each([
    [404, 'refused'],
    [410, 'refused'],
    [401, 'refused'],
    [204, 'refused'],
    [408, 'unavailable'],
    [429, 'unavailable'],
    [500, 'unavailable'],
    [503, 'unavailable'],
  ])('answers status %s as %s', async (status, outcome) => {
    const answer = await fetchWith(async () => new Response(null, { status }))
    expect(answer).toMatchObject({ outcome, code: `http_${status}` })
  })

  it.each([
    ['fetch_failed', 'unavailable'],
    ['address_forbidden', 'refused'],
    ['fetch_redirected', 'refused'],
    ['fetch_too_large', 'refused'],
  ] as const)('answers %s as %s', async (code, outcome) => {
    const answer = await fetchWith(() => Promise.reject(new AppError(code, 'no')))
    expect(answer).toMatchObject({ outcome, code })
  })

  it('answers what any other fetch throws as not reached', async () => {
    expect(await fetchWith(() => Promise.reject(new TypeError('fetch failed')))).toMatchObject({
      outcome: 'unavailable',
      code: 'fetch_failed',
    })
  })

  it('refuses a body that its client let grow too large', async () => {
    const body = 'x'.repeat(1_048_577)
    expect(await fetchWith(async () => new Response(body))).toMatchObject({
      outcome: 'refused',
      code: 'fetch_too_large',
    })
  })
})
