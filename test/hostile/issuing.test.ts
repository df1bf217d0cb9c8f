import { SignJWT, UnsecuredJWT } from 'jose'
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
import { ed25519TestKey, p256TestKey } from '../support/signing-keys.ts'
import { sharedTemporaryFolder } from '../support/temp-folder.ts'

const learner = ed25519TestKey('learner')
const thief = ed25519TestKey('thief')
const phone = p256TestKey('phone')
const issuer = `${cityUrl}/providers/harbour-youth`
const folder = sharedTemporaryFolder()
let city: TestCity

beforeAll(async () => {
  city = await startTestCity({ folder })
})
afterAll(() => city.close())

const errorOf = (body: unknown) => z.looseObject({ error: z.string() }).parse(body).error

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
    const nonce = await freshNonce()
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

describe('the proof of possession', () => {
  type Making = { nonce: string; now: Date }
  const privateJwk = learner.privateKey.export({ format: 'jwk' })
  const { d: _secret, ...publicJwk } = privateJwk
  const seconds = (date: Date, offset: number) => Math.floor(date.getTime() / 1_000) + offset
  const proof =
    (change: Omit<Partial<Parameters<typeof signProof>[1]>, 'nonce' | 'now'>) =>
    ({ nonce, now }: Making) =>
      signProof(learner, { audience: issuer, nonce, now, ...change })

  const hostile: [string, (making: Making) => Promise<string> | string, string?][] = [
    ['for another provider', proof({ audience: `${cityUrl}/providers/dock-makers` })],
    ['for the city', proof({ audience: cityUrl })],
    ['for two', proof({ payload: { aud: [issuer, 'https://evil.example'] } })],
    ['for nobody', proof({ payload: { aud: undefined } })],
    ['with a slash more', proof({ audience: `${issuer}/` })],
    ['signed by another key than its kid', proof({ signWith: thief })],
    ['of another type', proof({ header: { typ: 'JWT' } })],
    ['without a type', proof({ header: { typ: undefined } })],
    ['without a key', proof({ header: { kid: undefined } })],
    ['with kid and jwk', proof({ header: { jwk: publicJwk } })],
    ['with a private jwk', proof({ header: { kid: undefined, jwk: privateJwk } })],
    ['with a jwk of another kind', proof({ header: { kid: undefined, jwk: { kty: 'RSA' } } })],
    ['with x5c alone', proof({ header: { kid: undefined, x5c: ['MIIB'] } })],
    ['with kid and x5c', proof({ header: { x5c: ['MIIB'] } })],
    ['with a kid that is no DID', proof({ header: { kid: 'https://evil.example/key' } })],
    ['with a kid of another method', proof({ header: { kid: 'did:example:123#key' } })],
    ['with a did:web kid of nowhere', proof({ header: { kid: 'did:web:127.0.0.1#key' } })],
    ['with a key that its did:key has not', proof({ header: { kid: `${learner.did}#other` } })],
    [
      'dated two minutes ahead',
      ({ nonce, now }) => proof({ payload: { iat: seconds(now, 120) } })({ nonce, now }),
    ],
    [
      'dated ten minutes back',
      ({ nonce, now }) => proof({ payload: { iat: seconds(now, -600) } })({ nonce, now }),
    ],
    ['without a date', proof({ payload: { iat: undefined } })],
    ['dated in words', proof({ payload: { iat: 'now' as unknown as number } })],
    ['dated in the year 9999999', proof({ payload: { iat: 2 ** 52 } })],
    [
      'that is over',
      ({ nonce, now }) => proof({ payload: { exp: seconds(now, -120) } })({ nonce, now }),
    ],
    [
      'with an unknown critical header',
      ({ nonce, now }) =>
        new SignJWT({ aud: issuer, nonce, iat: seconds(now, 0) })
          .setProtectedHeader({
            alg: 'EdDSA',
            typ: 'openid4vci-proof+jwt',
            kid: learner.signer().keyId,
            crit: ['evil'],
            evil: true,
          })
          .sign(learner.privateKey, { crit: { evil: true } }),
    ],
    [
      'without a signature',
      ({ nonce, now }) => new UnsecuredJWT({ aud: issuer, nonce, iat: seconds(now, 0) }).encode(),
    ],
    [
      'signed with its own public key as a secret',
      ({ nonce, now }) =>
        new SignJWT({ aud: issuer, nonce, iat: seconds(now, 0) })
          .setProtectedHeader({
            alg: 'HS256',
            typ: 'openid4vci-proof+jwt',
            kid: learner.signer().keyId,
          })
          .sign(learner.publicKey.bytes),
    ],
    ['with its signature cut', async (making) => (await proof({})(making)).slice(0, -4)],
    ['that is no JWT', () => 'not.a.jwt'],
    ['that is empty', () => ' '],
    ['without a nonce', proof({ payload: { nonce: undefined } })],
    ['with another nonce', proof({ payload: { nonce: 'x'.repeat(51) } }), 'invalid_nonce'],
    [
      'with a nonce of another provider',
      async ({ now }) =>
        signProof(learner, {
          audience: issuer,
          nonce: await freshNonce('dock-makers'),
          now,
        }),
      'invalid_nonce',
    ],
    [
      'with a nonce one bit off',
      ({ nonce, now }) => signProof(learner, { audience: issuer, nonce: flipFirst(nonce), now }),
      'invalid_nonce',
    ],
    [
      'by a P-256 key for an ldp_vc',
      ({ nonce, now }) => signProof(phone, { audience: issuer, nonce, now }),
    ],
  ]

  it.each(hostile)('is refused %s', async (_, make, error = 'invalid_proof') => {
    const { token, nonce } = await obtainToken(city, await city.award())
    const jwt = await make({ nonce, now: city.clock() })
    const { status, body } = await requestCredential(city, token, {
      credential_configuration_id: 'first-aid.1.en.ldp_vc',
      proofs: { jwt: [jwt] },
    })
    expect([status, errorOf(body)]).toEqual([400, error])
    expect(JSON.stringify(body)).not.toContain(jwt.trim().length > 10 ? jwt.slice(0, 30) : '\0')
  })

  it('whose nonce has served once serves no more', async () => {
    const first = await obtainToken(city, await city.award())
    const second = await obtainToken(city, await city.award())
    const jwt = await signProof(learner, {
      audience: issuer,
      nonce: first.nonce,
      now: city.clock(),
    })
    const body = {
      credential_configuration_id: 'first-aid.1.en.ldp_vc',
      proofs: { jwt: [jwt] },
    }
    expect((await requestCredential(city, first.token, body)).status).toBe(200)
    const replayed = await requestCredential(city, second.token, body)
    expect([replayed.status, errorOf(replayed.body)]).toEqual([400, 'invalid_nonce'])
  })

  it('whose nonce is five minutes old is refused', async () => {
    const { token, nonce } = await obtainToken(city, await city.award())
    city.clock.advance(300)
    const jwt = await signProof(learner, { audience: issuer, nonce, now: city.clock() })
    const { status, body } = await requestCredential(city, token, {
      credential_configuration_id: 'first-aid.1.en.ldp_vc',
      proofs: { jwt: [jwt] },
    })
    expect([status, errorOf(body)]).toEqual([400, 'invalid_nonce'])
  })

  it('is taken with a clock that is a minute off', async () => {
    for (const offset of [-60, 60]) {
      const { token, nonce } = await obtainToken(city, await city.award())
      const jwt = await signProof(learner, {
        audience: issuer,
        nonce,
        now: city.clock(),
        payload: { iat: seconds(city.clock(), offset) },
      })
      const { status } = await requestCredential(city, token, {
        credential_configuration_id: 'first-aid.1.en.ldp_vc',
        proofs: { jwt: [jwt] },
      })
      expect([offset, status]).toEqual([offset, 200])
    }
  })
})

describe('the credential request', () => {
  const hostile: [string, (proof: string) => object, string][] = [
    ['nothing', () => ({}), 'invalid_credential_request'],
    ['a list', () => [], 'invalid_credential_request'],
    ['no proof', () => ({ credential_configuration_id: 'first-aid.1.en.ldp_vc' }), 'invalid_proof'],
    [
      'two ways to name it',
      (jwt) => ({
        credential_configuration_id: 'first-aid.1.en.ldp_vc',
        format: 'ldp_vc',
        proofs: { jwt: [jwt] },
      }),
      'invalid_credential_request',
    ],
    [
      'proof and proofs',
      (jwt) => ({
        format: 'ldp_vc',
        proof: { proof_type: 'jwt', jwt },
        proofs: { jwt: [jwt] },
      }),
      'invalid_credential_request',
    ],
    ['two proofs', (jwt) => ({ format: 'ldp_vc', proofs: { jwt: [jwt, jwt] } }), 'invalid_proof'],
    ['an empty list of proofs', () => ({ format: 'ldp_vc', proofs: { jwt: [] } }), 'invalid_proof'],
    [
      'a proof of another type',
      () => ({ format: 'ldp_vc', proofs: { di_vp: [{}] } }),
      'invalid_proof',
    ],
    [
      'a badge that was not offered',
      (jwt) => ({
        credential_configuration_id: 'young-leader.1.en.ldp_vc',
        proofs: { jwt: [jwt] },
      }),
      'unknown_credential_configuration',
    ],
    [
      'a version that was not offered',
      (jwt) => ({ credential_configuration_id: 'first-aid.2.en.ldp_vc', proofs: { jwt: [jwt] } }),
      'unknown_credential_configuration',
    ],
    [
      'a prototype for a name',
      (jwt) => ({ credential_configuration_id: 'toString', proofs: { jwt: [jwt] } }),
      'unknown_credential_configuration',
    ],
    [
      'an identifier that was not given',
      (jwt) => ({ credential_identifier: 'something', proofs: { jwt: [jwt] } }),
      'unknown_credential_identifier',
    ],
    [
      'another format',
      (jwt) => ({ format: 'mso_mdoc', proof: { proof_type: 'jwt', jwt } }),
      'unsupported_credential_format',
    ],
    [
      'another type',
      (jwt) => ({
        format: 'ldp_vc',
        credential_definition: { type: ['VerifiableCredential', 'UniversityDegree'] },
        proof: { proof_type: 'jwt', jwt },
      }),
      'unsupported_credential_type',
    ],
    [
      'encryption',
      (jwt) => ({
        format: 'ldp_vc',
        proof: { proof_type: 'jwt', jwt },
        credential_response_encryption: { jwk: {}, enc: 'A256GCM' },
      }),
      'invalid_encryption_parameters',
    ],
  ]

  it.each(hostile)('is refused with %s', async (_, make, error) => {
    const { token, nonce } = await obtainToken(city, await city.award())
    const jwt = await signProof(learner, { audience: issuer, nonce, now: city.clock() })
    const { status, body, headers } = await requestCredential(city, token, make(jwt))
    expect([status, errorOf(body)]).toEqual([400, error])
    expect(headers.get('Cache-Control')).toBe('no-store')
  })

  it.each([
    ['broken JSON', '{'],
    ['a member twice', '{"format":"ldp_vc","format":"jwt_vc_json"}'],
    ['a prototype', '{"__proto__":{"format":"ldp_vc"}}'],
    ['a thousand levels', `${'['.repeat(1_000)}${']'.repeat(1_000)}`],
  ])('is refused as %s', async (_, text) => {
    const { status, body } = await city.ask('/providers/harbour-youth/credential', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: 'Bearer abc' },
      body: text,
    })
    expect([status, errorOf(body)]).toEqual([400, 'invalid_credential_request'])
  })

  it('is refused at 100 kB', async () => {
    const { status } = await city.ask('/providers/harbour-youth/credential', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: 'Bearer abc' },
      body: JSON.stringify({ format: 'x'.repeat(100_000) }),
    })
    expect(status).toBe(413)
  })
})

describe('a badge that is claimed', () => {
  it('goes to one key only, however many ask at the same moment', async () => {
    const { token, offer } = await obtainToken(city, await city.award())
    const keys = Array.from({ length: 10 }, (_, index) => ed25519TestKey(`runner ${index}`))
    const ask = async (key: typeof learner) => {
      const jwt = await signProof(key, {
        audience: offer.issuer,
        nonce: await freshNonce(),
        now: city.clock(),
      })
      return requestCredential(city, token, {
        credential_configuration_id: 'first-aid.1.en.ldp_vc',
        proofs: { jwt: [jwt] },
      })
    }

    const answers = await Promise.all(keys.map(ask))

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    const refused = answers.filter(({ status }) => status !== 200)
    expect(new Set(refused.map(({ body }) => errorOf(body)))).toEqual(
      new Set(['credential_request_denied']),
    )
  })

  it('is the same bytes for the same key that asks again', async () => {
    const { token, offer } = await obtainToken(city, await city.award())
    const ask = async (configuration: string) => {
      const nonce = await freshNonce()
      const jwt = await signProof(learner, { audience: offer.issuer, nonce, now: city.clock() })
      const { body } = await requestCredential(city, token, {
        credential_configuration_id: configuration,
        proofs: { jwt: [jwt] },
      })
      return z.object({ credentials: z.array(z.unknown()) }).parse(body).credentials
    }
    const first = await Promise.all(
      Array.from({ length: 5 }, () => ask('first-aid.1.en.jwt_vc_json')),
    )
    city.clock.advance(5)
    const later = await ask('first-aid.1.en.jwt_vc_json')
    const inWelsh = await ask('first-aid.1.cy.ldp_vc')

    expect(new Set([...first, later].map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(inWelsh).toEqual([
      { credential: expect.objectContaining({ name: 'Hanfodion cymorth cyntaf' }) },
    ])
  })

  it('has no offer any more', async () => {
    const award = await city.award()
    await takeBadge(city, award, learner)
    const answer = await city.fetch(offerUrlOf(award.offerUri))
    expect([answer.status, await answer.json()]).toEqual([
      410,
      expect.objectContaining({ code: 'offer_claimed' }),
    ])
  })

  it('is not handed out when it was revoked after the token', async () => {
    const award = await city.award()
    const { token, nonce, offer } = await obtainToken(city, award)
    await city.api('POST', `/awards/${award.awardId}/revoke`, { body: { reason: 'a mistake' } })
    const jwt = await signProof(learner, { audience: offer.issuer, nonce, now: city.clock() })
    const { status, body } = await requestCredential(city, token, {
      credential_configuration_id: 'first-aid.1.en.ldp_vc',
      proofs: { jwt: [jwt] },
    })
    expect([status, errorOf(body)]).toEqual([400, 'credential_request_denied'])
  })
})

describe('the address', () => {
  it.each([
    '/providers/harbour-youth/offers/..%2F..%2Fapi',
    '/providers/harbour-youth/offers/%00',
    '/providers/..%2Fharbour-youth/did.json',
    '/providers/harbour-youth/../../etc/passwd',
    '/providers/HARBOUR-YOUTH',
    '/providers/harbour-youth%00',
    '/providers/harbour-youth/badges/first-aid/v/0',
    '/providers/harbour-youth/badges/first-aid/v/01',
    '/providers/harbour-youth/badges/first-aid/v/1e0',
    '/providers/harbour-youth/badges/first-aid/v/99999999999999999999',
    '/providers/harbour-youth/badges/first-aid/v/1/en',
    '/providers/harbour-youth/badges/first-aid/v/1/xx',
    '/providers/harbour-youth/status/unknown',
    '/skills/%27%20OR%201=1',
  ])('%s is not there', async (path) => {
    const answer = await fetch(`${city.listensAt}${path}`, { redirect: 'manual' })
    expect(answer.status).toBe(404)
  })

  it('in the Host header changes nothing', async () => {
    const { status, body } = await city.ask(
      '/.well-known/openid-credential-issuer/providers/harbour-youth',
      { headers: { 'X-Forwarded-Host': 'evil.example', Forwarded: 'host=evil.example' } },
    )
    expect(status).toBe(200)
    expect(JSON.stringify(body)).not.toContain('evil.example')
    expect(body).toMatchObject({ credential_issuer: issuer })
  })
})

function offerUrlOf(offerUri: string): string {
  return new URL(offerUri).searchParams.get('credential_offer_uri') ?? ''
}

/** Five of the same length that are not it. */
function wrongCodes(txCode: string): string[] {
  return Array.from({ length: 5 }, (_, index) =>
    String((Number(txCode) + index + 1) % 1_000_000).padStart(6, '0'),
  )
}

async function freshNonce(provider = 'harbour-youth'): Promise<string> {
  const { body } = await city.ask(`/providers/${provider}/nonce`, { method: 'POST' })
  return z.object({ c_nonce: z.string() }).parse(body).c_nonce
}

function flipFirst(text: string): string {
  return (text.startsWith('A') ? 'B' : 'A') + text.slice(1)
}
