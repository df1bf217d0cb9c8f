import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import {
  fetchOffer,
  obtainToken,
  requestCredential,
  requestToken,
  signProof,
  takeBadge,
} from '../issuer/hand-made-wallet.ts'
import { cityUrl, startTestCity, type TestCity } from '../issuer/test-city.ts'
import { sharedTemporaryFolder } from '../support/temp-folder.ts'
import { errorOf, freshNonce, issuer, learner, offerUrlOf } from './issuing-city.ts'

const folder = sharedTemporaryFolder()
let city: TestCity

beforeAll(async () => {
  city = await startTestCity({ folder })
})
afterAll(() => city.close())

describe('the pre-authorized code', () => {
  it('is redeemed once, also when 20 ask at the same moment', async () => {
    const { offerUri } = await city.award()
    const { code } = await fetchOffer(city, offerUri)

    const answers = await Promise.all(
      Array.from({ length: 20 }, () => requestToken(city, { code })),
    )

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    const refusals = answers.filter(({ status }) => status !== 200)
    expect(refusals.map(({ status, body }) => [status, errorOf(body)])).toEqual(
      Array.from({ length: 19 }, () => [400, 'invalid_grant']),
    )
  })

  it('is dead ten minutes after it was made, and the link makes another', async () => {
    const { offerUri } = await city.award()
    const { code } = await fetchOffer(city, offerUri)
    city.clock.advance(599)
    expect((await fetchOffer(city, offerUri)).code).toBe(code)
    city.clock.advance(1)

    const { status, body } = await requestToken(city, { code })

    expect([status, errorOf(body)]).toEqual([400, 'invalid_grant'])
    const { code: next } = await fetchOffer(city, offerUri)
    expect(next).not.toBe(code)
    expect((await requestToken(city, { code: next })).status).toBe(200)
  })

  it('of one provider is nothing at another', async () => {
    const { code } = await fetchOffer(city, (await city.award()).offerUri)
    const { status, body } = await requestToken(city, { code, provider: 'dock-makers' })
    expect([status, errorOf(body)]).toEqual([400, 'invalid_grant'])
  })

  it('is not redeemed for a badge that was taken back in the meantime', async () => {
    const { offerUri, awardId } = await city.award()
    const { code } = await fetchOffer(city, offerUri)
    await city.api('POST', `/awards/${awardId}/revoke`, { body: { reason: 'a mistake' } })
    const { status, body } = await requestToken(city, { code })
    expect([status, errorOf(body)]).toEqual([400, 'invalid_grant'])
    expect((await city.fetch(offerUrlOf(offerUri))).status).toBe(410)
  })

  it.each([
    ['no form at all', undefined, 'invalid_request'],
    ['an empty form', {}, 'invalid_request'],
    ['another grant', { grant_type: 'client_credentials' }, 'unsupported_grant_type'],
    ['a grant in other letters', { grant_type: 'Pre-Authorized_Code' }, 'unsupported_grant_type'],
    [
      'no code',
      { grant_type: 'urn:ietf:params:oauth:grant-type:pre-authorized_code' },
      'invalid_request',
    ],
    [
      'a code of 5 kB',
      {
        grant_type: 'urn:ietf:params:oauth:grant-type:pre-authorized_code',
        'pre-authorized_code': 'x'.repeat(5_000),
      },
      'invalid_request',
    ],
    [
      'SQL for a code',
      {
        grant_type: 'urn:ietf:params:oauth:grant-type:pre-authorized_code',
        'pre-authorized_code': "' OR '1'='1",
      },
      'invalid_grant',
    ],
  ])('is refused when it comes as %s', async (_, form, error) => {
    const { status, body, headers } = await city.ask('/providers/harbour-youth/token', {
      method: 'POST',
      ...(form && { body: new URLSearchParams(form) }),
    })
    expect([status, errorOf(body)]).toEqual([400, error])
    expect(headers.get('Cache-Control')).toBe('no-store')
  })
})

describe('the transaction code', () => {
  it('may be wrong four times without harm', async () => {
    const { offerUri, txCode = '' } = await city.award({ txCode: true })
    const { code } = await fetchOffer(city, offerUri)
    for (const wrong of wrongCodes(txCode).slice(0, 4)) {
      const { status, body } = await requestToken(city, { code, txCode: wrong })
      expect([status, errorOf(body)]).toEqual([400, 'invalid_grant'])
    }
    expect((await requestToken(city, { code, txCode })).status).toBe(200)
  })

  it('burns the code with the fifth wrong try, and the link is silent until its time is over', async () => {
    const { offerUri, txCode = '' } = await city.award({ txCode: true })
    const { code } = await fetchOffer(city, offerUri)
    await Promise.all(
      wrongCodes(txCode).map((wrong) => requestToken(city, { code, txCode: wrong })),
    )

    const { status, body } = await requestToken(city, { code, txCode })
    expect([status, errorOf(body)]).toEqual([400, 'invalid_grant'])
    const waiting = await city.fetch(offerUrlOf(offerUri))
    expect([waiting.status, await waiting.json()]).toEqual([
      429,
      expect.objectContaining({ code: 'rate_limited' }),
    ])
    city.clock.advance(600)
    const { code: next } = await fetchOffer(city, offerUri)
    expect((await requestToken(city, { code: next, txCode })).status).toBe(200)
  })

  it('locks the offer after 25 wrong tries, and a renewed offer has another link and code', async () => {
    const { offerUri, awardId, txCode = '' } = await city.award({ txCode: true })
    for (let round = 0; round < 5; round += 1) {
      const { code } = await fetchOffer(city, offerUri)
      for (const wrong of wrongCodes(txCode)) await requestToken(city, { code, txCode: wrong })
      city.clock.advance(600)
    }
    const locked = await city.fetch(offerUrlOf(offerUri))
    expect([locked.status, await locked.json()]).toEqual([
      403,
      expect.objectContaining({ code: 'offer_locked' }),
    ])

    const renewed = await city.api('POST', `/awards/${awardId}/offer`)

    const award = z.looseObject({ offerUri: z.string(), txCode: z.string() }).parse(renewed.body)
    expect(award.offerUri).not.toBe(offerUri)
    expect((await city.fetch(offerUrlOf(offerUri))).status).toBe(404)
    expect((await takeBadge(city, award, learner)).status).toBe(200)
  })

  it.each([
    ['absent', {}, 'invalid_request'],
    ['empty', { txCode: '' }, 'invalid_request'],
    ['a megabyte', { txCode: '1'.repeat(60_000) }, 'invalid_request'],
    ['the right digits with a space', { txCode: ' ' }, 'invalid_grant'],
    ['other digits of the same value', { txCode: '１２３４５６' }, 'invalid_grant'],
  ])('is refused when it is %s', async (_, given, error) => {
    const { offerUri } = await city.award({ txCode: true })
    const { code } = await fetchOffer(city, offerUri)
    const { status, body } = await requestToken(city, { code, ...given })
    expect([status, errorOf(body)]).toEqual([400, error])
  })

  it('is refused where none was asked for', async () => {
    const { code } = await fetchOffer(city, (await city.award()).offerUri)
    const { status, body } = await requestToken(city, { code, txCode: '123456' })
    expect([status, errorOf(body)]).toEqual([400, 'invalid_request'])
    expect((await requestToken(city, { code })).status).toBe(200)
  })
})

describe('the access token', () => {
  it.each([
    ['nothing', {}],
    ['another scheme', { Authorization: 'Basic dXNlcjpwYXNz' }],
    ['a made-up token', { Authorization: `Bearer ${'a'.repeat(43)}` }],
    ['two tokens', { Authorization: 'Bearer a, Bearer b' }],
    ['SQL', { Authorization: "Bearer ' OR 1=1 --" }],
  ])('cannot be %s', async (_, headers) => {
    const {
      status,
      body,
      headers: answered,
    } = await city.ask('/providers/harbour-youth/credential', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify({
        credential_configuration_id: 'first-aid.1.en.ldp_vc',
        proofs: { jwt: ['a.b.c'] },
      }),
    })
    expect([status, errorOf(body)]).toEqual([401, 'invalid_token'])
    expect(answered.get('WWW-Authenticate')).toMatch(/^Bearer/)
  })

  it('of one provider is nothing at another', async () => {
    const { token, nonce, offer } = await obtainToken(city, await city.award())
    const proof = await signProof(learner, {
      audience: `${cityUrl}/providers/dock-makers`,
      nonce,
      now: city.clock(),
    })
    const body = {
      credential_configuration_id: offer.configurations[0],
      proofs: { jwt: [proof] },
    }
    const answer = await requestCredential(city, token, body, 'dock-makers')
    expect([answer.status, errorOf(answer.body)]).toEqual([401, 'invalid_token'])
  })

  it('is over after ten minutes', async () => {
    const { token } = await obtainToken(city, await city.award())
    city.clock.advance(600)
    const nonce = await freshNonce(city)
    const proof = await signProof(learner, { audience: issuer, nonce, now: city.clock() })
    const answer = await requestCredential(city, token, {
      credential_configuration_id: 'first-aid.1.en.ldp_vc',
      proofs: { jwt: [proof] },
    })
    expect([answer.status, errorOf(answer.body)]).toEqual([401, 'invalid_token'])
  })

  it('is not a presentation or a badge', async () => {
    const badge = await takeBadge(city, await city.award(), learner, 'first-aid.1.en.jwt_vc_json')
    const { credentials } = z
      .object({ credentials: z.tuple([z.object({ credential: z.string() })]) })
      .parse(badge.body)
    const answer = await requestCredential(city, credentials[0].credential, {
      credential_configuration_id: 'first-aid.1.en.ldp_vc',
      proofs: { jwt: ['a.b.c'] },
    })
    expect([answer.status, errorOf(answer.body)]).toEqual([401, 'invalid_token'])
  })
})

/** Five of the same length that are not it. */
function wrongCodes(txCode: string): string[] {
  return Array.from({ length: 5 }, (_, index) =>
    String((Number(txCode) + index + 1) % 1_000_000).padStart(6, '0'),
  )
}
