import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { obtainToken, requestCredential, signProof, takeBadge } from '../issuer/hand-made-wallet.ts'
import { startTestCity, type TestCity } from '../issuer/test-city.ts'
import { ed25519TestKey } from '../support/signing-keys.ts'
import { sharedTemporaryFolder } from '../support/temp-folder.ts'
import { hostileProofs, seconds } from './hostile-proofs.ts'
import { errorOf, freshNonce, issuer, learner, offerUrlOf } from './issuing-city.ts'

const folder = sharedTemporaryFolder()
let city: TestCity

beforeAll(async () => {
  city = await startTestCity({ folder })
})
afterAll(() => city.close())

describe('the proof of possession', () => {
  it.each(hostileProofs)('is refused %s', async (_, make, error = 'invalid_proof') => {
    const { token, nonce } = await obtainToken(city, await city.award())
    const jwt = await make({ nonce, now: city.clock(), city })
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
        nonce: await freshNonce(city),
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
      const nonce = await freshNonce(city)
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
