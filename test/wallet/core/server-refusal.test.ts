import { describe, expect, test } from 'vitest'
import { openOffer } from '../../../wallet/core/open-offer.ts'
import {
  refusalIn,
  requestRefusalOf,
  tooManyRequests,
} from '../../../wallet/core/server-refusal.ts'
import { createFakeWorld } from '../fake-ports.ts'

const answer = (status: number, body: unknown) =>
  new Response(typeof body === 'string' ? body : JSON.stringify(body), { status })

describe('refusalIn', () => {
  test.for([
    'offer_claimed',
    'offer_withdrawn',
    'offer_locked',
    'request_answered',
    'request_expired',
  ])('tells %s in words of its own', async (code) => {
    const refusal = await refusalIn(answer(410, { code, detail: 'Ring 0900 1234' }))
    expect(refusal?.code).toBe(code)
    expect(refusal?.message).toMatch(/^[A-Z].{20,}$/)
    expect(refusal?.message).not.toContain('0900')
  })

  test.for<[string, number, unknown]>([
    ['an answer', 200, { code: 'offer_claimed' }],
    ['a code of its own', 410, { code: 'pay_me' }],
    ['a code of ours that is no matter of servers', 410, { code: 'config_invalid' }],
    ['a name that every object has', 410, { code: 'toString' }],
    ['no code', 410, {}],
    ['a list', 410, []],
    ['words', 410, 'gone'],
    ['nothing', 410, ''],
  ])('is none in %s', async ([, status, body]) => {
    expect(await refusalIn(answer(status, body))).toBeUndefined()
  })
})

describe('requestRefusalOf', () => {
  test.for([
    [409, 'request_answered'],
    [410, 'request_expired'],
    [404, undefined],
    [200, undefined],
  ] as const)('status %s is %s', ([status, code]) => {
    expect(requestRefusalOf({ status })?.code).toBe(code)
  })
})

describe('tooManyRequests', () => {
  test.for([
    ['17', 'The other side is busy. Nothing is lost: try again in 17 seconds'],
    ['0', 'The other side is busy. Nothing is lost: try again in a few minutes'],
    ['-5', 'The other side is busy. Nothing is lost: try again in a few minutes'],
    ['1e99', 'The other side is busy. Nothing is lost: try again in a few minutes'],
    ['Wed, 21 Oct 2026', 'The other side is busy. Nothing is lost: try again in a few minutes'],
  ] as const)('Retry-After: %s', ([header, message]) => {
    const { code, message: told } = tooManyRequests({
      headers: new Headers({ 'Retry-After': header }),
    })
    expect([code, told]).toEqual(['rate_limited', message])
  })
})

describe('openOffer', () => {
  const link =
    'openid-credential-offer://?credential_offer_uri=https%3A%2F%2Fcity.example%2Foffers%2F1'

  test.for([
    [410, { code: 'offer_claimed' }, 'offer_claimed'],
    [410, {}, 'offer_not_redeemable'],
    [429, {}, 'rate_limited'],
    [500, {}, 'fetch_failed'],
  ] as const)('status %s %o is %s', async ([status, body, code]) => {
    const { ports, answers } = createFakeWorld()
    answers.set('GET https://city.example/offers/1', { status, body })
    await expect(openOffer(link, {}, ports)).rejects.toMatchObject({ code })
  })
})
