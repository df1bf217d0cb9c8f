import { decodeJwt, decodeProtectedHeader } from 'jose'
import { describe, expect, test } from 'vitest'
import { badge, createHolder, secure } from '../../shared/verify/world.ts'
import { ask, refusal } from '../asking.ts'
import { answerTo, post, reachable, sendToken } from '../hand-wallet.ts'
import { startTestVerifier, useVerifier } from '../verifier-bench.ts'

const bench = useVerifier()

const objectUrlOf = (requestUri: string) =>
  reachable(new URL(requestUri).searchParams.get('request_uri') ?? '')

describe('the request object', () => {
  test('is signed by the verifier’s did:web, for any wallet, and says who asks and why', async () => {
    const { verifier } = bench()
    const { publicUrl } = verifier.config
    const { created, request } = await ask(verifier, {
      purpose: 'Kitchen assistant',
      retentionDays: 7,
    })
    const response = await fetch(objectUrlOf(created.requestUri))
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('application/oauth-authz-req+jwt')
    expect(response.headers.get('cache-control')).toBe('no-store')
    const jwt = await response.text()
    const did = `did:web:${publicUrl.replace('http://', '').replace(':', '%3A')}`
    expect(decodeProtectedHeader(jwt)).toEqual({
      alg: 'ES256',
      typ: 'oauth-authz-req+jwt',
      kid: expect.stringMatching(new RegExp(`^${did}#[\\w-]{43}$`)),
    })
    expect(decodeJwt(jwt)).toEqual({
      response_type: 'vp_token',
      response_mode: 'direct_post',
      client_id: `decentralized_identifier:${did}`,
      response_uri: request.response_uri,
      nonce: request.nonce,
      state: request.state,
      dcql_query: request.dcql_query,
      client_metadata: {
        client_name: 'Harbour Bakery',
        purpose: 'Kitchen assistant',
        retention: '7 days',
        vp_formats_supported: {
          ldp_vc: {
            proof_type_values: ['DataIntegrityProof', 'Ed25519Signature2020'],
            cryptosuite_values: [
              'eddsa-rdfc-2022',
              'eddsa-jcs-2022',
              'ecdsa-rdfc-2019',
              'ecdsa-jcs-2019',
            ],
          },
          jwt_vc_json: { alg_values: ['EdDSA', 'ES256', 'Ed25519', 'ES384', 'RS256'] },
          ldp_vp: {
            proof_type_values: ['DataIntegrityProof'],
            cryptosuite_values: ['eddsa-rdfc-2022'],
          },
          jwt_vp_json: { alg_values: ['EdDSA', 'ES256'] },
        },
      },
      aud: 'https://self-issued.me/v2',
      iat: 1_795_341_600,
      exp: 1_795_345_200,
    })
  })

  test('names a key of this request for encrypted answers', async () => {
    const { verifier } = bench()
    const { request } = await ask(verifier, { responseMode: 'direct_post.jwt' })
    expect(request.client_metadata).toMatchObject({
      jwks: {
        keys: [{ kty: 'EC', crv: 'P-256', use: 'enc', alg: 'ECDH-ES', kid: expect.any(String) }],
      },
      encrypted_response_enc_values_supported: ['A128GCM', 'A256GCM'],
    })
    expect(request.client_metadata.jwks?.keys[0]).not.toHaveProperty('d')
  })

  test('is the same request however often it is read, and reading it uses nothing up', async () => {
    const { city, verifier } = bench()
    const holder = createHolder()
    const { created, request } = await ask(verifier)
    const read = async () => decodeJwt(await (await fetch(objectUrlOf(created.requestUri))).text())
    expect(await read()).toEqual(await read())
    const credential = await secure(badge(city.issuer, { id: holder.did }), city.issuer.signer)
    const response = await sendToken(request, {
      'badges-ldp': [await answerTo(request, credential, holder)],
    })
    expect(response.status).toBe(200)
  })

  test('echoes the nonce of the wallet, and only what was sent', async () => {
    const { verifier } = bench()
    const { created } = await ask(verifier)
    const read = async (fields: Record<string, string>) => {
      const body = new URLSearchParams(fields)
      const response = await fetch(objectUrlOf(created.requestUri), { method: 'POST', body })
      return decodeJwt(await response.text())
    }
    const metadata = JSON.stringify({ vp_formats_supported: { ldp_vc: {} } })
    expect(
      await read({ wallet_nonce: 'qPmxiNFCR3QTm19POc8u', wallet_metadata: metadata }),
    ).toMatchObject({
      wallet_nonce: 'qPmxiNFCR3QTm19POc8u',
    })
    expect(await read({ wallet_metadata: metadata })).not.toHaveProperty('wallet_nonce')
  })

  test.each([
    ['an empty nonce', { wallet_nonce: '' }],
    ['a nonce with spaces', { wallet_nonce: 'a b' }],
    ['a nonce without end', { wallet_nonce: 'a'.repeat(513) }],
  ])('refuses %s', async (_name, fields) => {
    const { verifier } = bench()
    const { created } = await ask(verifier)
    const response = await fetch(objectUrlOf(created.requestUri), {
      method: 'POST',
      body: new URLSearchParams(fields),
    })
    expect(await refusal(response)).toMatchObject({ status: 400, error: 'invalid_request' })
  })

  test('can be read by a wallet in a browser, without cookies', async () => {
    const { verifier } = bench()
    const { created, request } = await ask(verifier)
    for (const url of [objectUrlOf(created.requestUri), reachable(request.response_uri)]) {
      const preflight = await fetch(url, {
        method: 'OPTIONS',
        headers: { Origin: 'https://wallet.example', 'Access-Control-Request-Method': 'POST' },
      })
      expect(preflight.status).toBe(204)
      expect(preflight.headers.get('access-control-allow-origin')).toBe('*')
      expect(preflight.headers.get('access-control-allow-methods')).toContain('POST')
    }
  })

  test('is gone once the request was answered', async () => {
    const { verifier } = bench()
    const { created, request } = await ask(verifier)
    await post(request, { error: 'access_denied', state: request.state })
    expect(await refusal(await fetch(objectUrlOf(created.requestUri)))).toEqual({
      status: 409,
      error: 'invalid_request',
      description: 'This request was answered already; ask for a new one',
    })
    expect((await post(request, { error: 'access_denied', state: request.state })).status).toBe(409)
  })

  test('has expired after its time, and so has the address for answers', async () => {
    const { city } = bench()
    const verifier = await startTestVerifier({ city, change: { requestTtlSeconds: 60 } })
    const { created, request } = await ask(verifier)
    city.world.clock.advance(60)
    const expected = {
      status: 410,
      error: 'invalid_request',
      description: 'This request has expired; ask for a new one',
    }
    expect(await refusal(await fetch(objectUrlOf(created.requestUri)))).toEqual(expected)
    expect(
      await refusal(await post(request, { error: 'access_denied', state: request.state })),
    ).toEqual(expected)
    city.world.clock.advance(-60)
  })

  test('is not there for a client that cannot sign, nor at an unknown address', async () => {
    const { verifier } = bench()
    const { request } = await ask(verifier, { clientIdPrefix: 'redirect_uri' })
    const own = reachable(request.response_uri).replace('/response', '/object')
    for (const url of [own, `${verifier.url}/requests/x/object`]) {
      expect((await fetch(url)).status).toBe(404)
    }
  })
})

describe('GET /.well-known/did.json', () => {
  test('is a ready public document', async () => {
    const { verifier } = bench()
    const response = await fetch(`${verifier.url}/.well-known/did.json`)
    expect(response.headers.get('content-type')).toBe('application/did+json')
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(response.headers.get('cache-control')).toBe('public, max-age=300')
    const etag = response.headers.get('etag') ?? ''
    const again = await fetch(response.url, { headers: { 'If-None-Match': etag } })
    expect(again.status).toBe(304)
  })
})
