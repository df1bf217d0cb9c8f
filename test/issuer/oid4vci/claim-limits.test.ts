import { describe, expect, it } from 'vitest'
import { failedTokensPerMinute } from '../../../issuer/oid4vci/claim-limits.ts'
import { codesPerMinute } from '../../../issuer/oid4vci/offers.ts'
import { fetchOffer, requestToken } from '../hand-made-wallet.ts'
import { startTestCity, type TestCity } from '../test-city.ts'

const slug = 'harbour-youth'

function post(city: TestCity, endpoint: string, client: string, provider = slug) {
  return city.ask(`/providers/${provider}/${endpoint}`, {
    method: 'POST',
    headers: { 'X-Forwarded-For': client },
  })
}

describe('a claim', () => {
  it.each(['token', 'nonce', 'credential'])(
    'is limited for each client at %s',
    async (endpoint) => {
      const config = { claimRequestsPerMinute: 2, trustedProxies: 1 }
      const city = await startTestCity({ config })
      await post(city, endpoint, '192.0.2.1')
      await post(city, endpoint, '192.0.2.1', 'green-terrace')
      const refused = await post(city, endpoint, '192.0.2.1')
      expect(refused).toMatchObject({
        status: 429,
        body: {
          error: 'temporarily_unavailable',
          error_description: 'Too many requests. Try again in 30 seconds',
        },
      })
      expect([
        refused.headers.get('Retry-After'),
        refused.headers.get('Access-Control-Allow-Origin'),
      ]).toEqual(['30', '*'])
      expect((await post(city, endpoint, '192.0.2.2')).status).not.toBe(429)
      city.clock.advance(30)
      expect((await post(city, endpoint, '192.0.2.1')).status).not.toBe(429)
    },
  )

  it('believes no X-Forwarded-For unless it was told of a proxy', async () => {
    const city = await startTestCity({ config: { claimRequestsPerMinute: 1 } })
    await post(city, 'nonce', '192.0.2.1')
    expect((await post(city, 'nonce', '192.0.2.2')).status).toBe(429)
  })

  it('is refused after many wrong codes of one client at one provider; others go on', async () => {
    const city = await startTestCity()
    const award = await city.award()
    const { code } = await fetchOffer(city, award.offerUri)
    for (let sent = 0; sent < failedTokensPerMinute; sent++) {
      expect((await requestToken(city, { code: `guess-${sent}` })).status).toBe(400)
    }
    expect(await requestToken(city, { code })).toMatchObject({
      status: 429,
      body: { error: 'temporarily_unavailable' },
    })
    const elsewhere = await requestToken(city, { code, provider: 'green-terrace' })
    expect(elsewhere).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
    city.clock.advance(1)
    expect((await requestToken(city, { code })).status).toBe(200)
  })

  it('gets only so many new codes a minute, however often they are used up', async () => {
    const city = await startTestCity()
    const { offerUri } = await city.award()
    const codes = new Set<string>()
    for (let made = 0; made < codesPerMinute; made++) {
      const { code } = await fetchOffer(city, offerUri)
      codes.add(code)
      expect((await fetchOffer(city, offerUri)).code).toBe(code)
      expect((await requestToken(city, { code })).status).toBe(200)
      city.clock.advance(1)
    }
    expect(codes.size).toBe(codesPerMinute)
    const url = new URL(offerUri).searchParams.get('credential_offer_uri') ?? ''
    const refused = await city.fetch(url)
    expect([refused.status, refused.headers.get('Retry-After')]).toEqual([429, '60'])
    expect(await refused.json()).toMatchObject({ code: 'rate_limited' })
    city.clock.advance(60)
    expect((await fetchOffer(city, offerUri)).code).not.toBe('')
  })
})
