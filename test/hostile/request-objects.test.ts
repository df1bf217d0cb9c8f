import { generateKeyPairSync } from 'node:crypto'
import { exportJWK } from 'jose'
import { describe, expect, test } from 'vitest'
import { signCompactJws } from '../../shared/credential/jws.ts'
import { encodeBase64url } from '../../shared/did/base-encoding.ts'
import { parseDid } from '../../shared/did/did.ts'
import { buildDidDocument } from '../../shared/did/did-document.ts'
import type { JsonObject } from '../../shared/json/json.ts'
import { answerRequest } from '../../wallet/core/answer-request.ts'
import { openRequest } from '../../wallet/core/open-request.ts'
import { leastChoice } from '../../wallet/core/requested-badges.ts'
import { ed25519TestKey, p256TestKey } from '../support/signing-keys.ts'
import { refusalOf } from '../wallet/refusal.ts'
import {
  createShopWorld,
  honestRequest,
  requestLink,
  requestUrl,
  responseUrl,
  serveRequest,
  shop,
  shopKey,
  shopSigner,
  signRequest,
} from './asking-shop.ts'

function unsigned(header: object, payload: object, signature = ''): string {
  const part = (value: object) => encodeBase64url(new TextEncoder().encode(JSON.stringify(value)))
  return `${part(header)}.${part(payload)}.${signature}`
}

async function encryptionKey(): Promise<JsonObject> {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return { ...(await exportJWK(publicKey)), alg: 'ECDH-ES', use: 'enc', kid: '1' }
}

describe('hostile request objects', () => {
  const other = parseDid('did:web:other.example')
  const table: [string, () => string | Promise<string>, string][] = [
    ['a page', () => '<html>', 'authorization_request_malformed'],
    [
      'alg none',
      () =>
        unsigned({ alg: 'none', typ: 'oauth-authz-req+jwt', kid: shopSigner.keyId }, honestRequest),
      'authorization_request_malformed',
    ],
    [
      'alg nOnE',
      () =>
        unsigned({ alg: 'nOnE', typ: 'oauth-authz-req+jwt', kid: shopSigner.keyId }, honestRequest),
      'authorization_request_malformed',
    ],
    [
      'alg HS256',
      () =>
        unsigned(
          { alg: 'HS256', typ: 'oauth-authz-req+jwt', kid: shopSigner.keyId },
          honestRequest,
          'AAAA',
        ),
      'authorization_request_malformed',
    ],
    [
      'alg of another curve',
      async () => {
        const jwt = await signRequest(honestRequest)
        const [, body, signature] = jwt.split('.')
        const header = encodeBase64url(
          new TextEncoder().encode(
            JSON.stringify({ alg: 'ES256', typ: 'oauth-authz-req+jwt', kid: shopSigner.keyId }),
          ),
        )
        return `${header}.${body}.${signature}`
      },
      'authorization_request_untrusted',
    ],
    [
      'no typ',
      () => signRequest(honestRequest, { typ: undefined }),
      'authorization_request_malformed',
    ],
    [
      'typ JWT',
      () => signRequest(honestRequest, { typ: 'JWT' }),
      'authorization_request_malformed',
    ],
    [
      'typ of a badge',
      () => signRequest(honestRequest, { typ: 'vc+jwt' }),
      'authorization_request_malformed',
    ],
    [
      'no kid',
      () => signRequest(honestRequest, { kid: undefined }),
      'authorization_request_untrusted',
    ],
    [
      'kid without a fragment',
      () => signRequest(honestRequest, { kid: shop }),
      'authorization_request_untrusted',
    ],
    [
      'kid of another DID',
      () => signRequest(honestRequest, { kid: `${other}#key` }),
      'authorization_request_untrusted',
    ],
    [
      'kid that is no DID',
      () => signRequest(honestRequest, { kid: 'https://shop.example/key' }),
      'authorization_request_untrusted',
    ],
    [
      'a key that the document does not have',
      () => signRequest(honestRequest, { kid: `${shop}#other` }),
      'authorization_request_untrusted',
    ],
    [
      'a key that it brings itself',
      () =>
        signRequest(honestRequest, {
          kid: undefined,
          jwk: { kty: 'OKP', crv: 'Ed25519', x: 'AAAA' },
        }),
      'authorization_request_untrusted',
    ],
    [
      'crit',
      () => signRequest(honestRequest, { crit: ['exp'], exp: 1 }),
      'authorization_request_malformed',
    ],
    [
      'signed by another',
      () =>
        signCompactJws({
          header: { typ: 'oauth-authz-req+jwt', kid: shopSigner.keyId },
          payload: honestRequest,
          signer: p256TestKey('thief').signer(),
        }),
      'authorization_request_untrusted',
    ],
    [
      'signed by another of the same curve',
      () =>
        signCompactJws({
          header: { typ: 'oauth-authz-req+jwt', kid: shopSigner.keyId },
          payload: honestRequest,
          signer: ed25519TestKey('thief').signer(),
        }),
      'authorization_request_untrusted',
    ],
    [
      'changed afterwards',
      async () => {
        const [head, , signature] = (await signRequest(honestRequest)).split('.')
        const body = encodeBase64url(
          new TextEncoder().encode(JSON.stringify({ ...honestRequest, nonce: 'another' })),
        )
        return `${head}.${body}.${signature}`
      },
      'authorization_request_untrusted',
    ],
    [
      'a client that is not the link’s',
      () => signRequest({ ...honestRequest, client_id: `decentralized_identifier:${other}` }),
      'authorization_request_untrusted',
    ],
    [
      'a client of the other kind',
      () => signRequest({ ...honestRequest, client_id: `redirect_uri:${responseUrl}` }),
      'authorization_request_untrusted',
    ],
    [
      'for another wallet',
      () => signRequest({ ...honestRequest, aud: 'https://wallet.example' }),
      'authorization_request_untrusted',
    ],
    [
      'for several other wallets',
      () => signRequest({ ...honestRequest, aud: ['https://a.example', 'https://b.example'] }),
      'authorization_request_untrusted',
    ],
    [
      'expired',
      () => signRequest({ ...honestRequest, exp: 1_795_341_500 }),
      'authorization_request_untrusted',
    ],
    [
      'of the future',
      () => signRequest({ ...honestRequest, iat: 1_795_342_000 }),
      'authorization_request_untrusted',
    ],
    [
      'a wallet_nonce that nobody sent',
      () => signRequest({ ...honestRequest, wallet_nonce: 'x' }),
      'authorization_request_untrusted',
    ],
    [
      'an answer over http',
      () => signRequest({ ...honestRequest, response_uri: 'http://shop.example/r' }),
      'address_forbidden',
    ],
    [
      'an answer to this machine',
      () => signRequest({ ...honestRequest, response_uri: 'http://127.0.0.1/r' }),
      'address_forbidden',
    ],
    [
      'transaction data',
      () => signRequest({ ...honestRequest, transaction_data: ['x'] }),
      'authorization_request_unsupported',
    ],
    [
      'presentation exchange',
      () =>
        signRequest({ ...honestRequest, presentation_definition_uri: 'https://shop.example/pd' }),
      'authorization_request_unsupported',
    ],
  ]

  test.for(table)('%s', async ([, make, code]) => {
    const world = createShopWorld()
    serveRequest(world, await make())
    expect(await refusalOf(openRequest(requestLink, world.ports))).toBe(code)
    expect(world.requests.map(({ url }) => url)).toEqual([requestUrl])
  })

  test('a key that may only make assertions', async () => {
    const world = createShopWorld()
    const keys = [{ publicKey: shopKey.publicKey, relationships: ['assertionMethod'] as const }]
    world.dids.set(shop, buildDidDocument({ did: shop, keys }))
    serveRequest(world, await signRequest(honestRequest))
    const code = await refusalOf(openRequest(requestLink, world.ports))
    expect(code).toBe('authorization_request_untrusted')
  })

  test('a key that was revoked', async () => {
    const world = createShopWorld()
    const keys = [{ publicKey: shopKey.publicKey, revoked: '2026-11-01T00:00:00Z' }]
    world.dids.set(shop, buildDidDocument({ did: shop, keys }))
    serveRequest(world, await signRequest(honestRequest))
    const code = await refusalOf(openRequest(requestLink, world.ports))
    expect(code).toBe('authorization_request_untrusted')
  })

  test('a wallet_nonce that does not come back', async () => {
    const world = createShopWorld()
    const jwt = await signRequest(honestRequest)
    const type = 'application/oauth-authz-req+jwt'
    world.answers.set(`POST ${requestUrl}`, { type, body: jwt })
    const text = `${requestLink}&request_uri_method=post`
    const code = await refusalOf(openRequest(text, world.ports))
    expect(code).toBe('authorization_request_untrusted')
  })
})

describe('hostile encryption keys', () => {
  const table: [string, () => Promise<JsonObject | undefined>, string][] = [
    ['no metadata', async () => undefined, 'authorization_request_unsupported'],
    ['no keys', async () => ({ jwks: { keys: [] } }), 'authorization_request_unsupported'],
    [
      'a key to sign with',
      async () => ({ jwks: { keys: [{ ...(await encryptionKey()), use: 'sig' }] } }),
      'authorization_request_unsupported',
    ],
    [
      'a private key',
      async () => ({ jwks: { keys: [{ ...(await encryptionKey()), d: 'AAAA' }] } }),
      'authorization_request_unsupported',
    ],
    [
      'RSA',
      async () => ({ jwks: { keys: [{ kty: 'RSA', alg: 'RSA-OAEP', n: 'AAAA', e: 'AQAB' }] } }),
      'authorization_request_unsupported',
    ],
    [
      'a shared secret',
      async () => ({ jwks: { keys: [{ kty: 'oct', alg: 'dir', k: 'AAAA' }] } }),
      'authorization_request_unsupported',
    ],
    [
      'content encryption that is not known',
      async () => ({
        jwks: { keys: [await encryptionKey()] },
        encrypted_response_enc_values_supported: ['none'],
      }),
      'authorization_request_unsupported',
    ],
  ]

  test.for(table)('%s', async ([, metadata, code]) => {
    const world = createShopWorld()
    const client_metadata = await metadata()
    const { client_metadata: _, ...rest } = honestRequest
    serveRequest(
      world,
      await signRequest({
        ...rest,
        response_mode: 'direct_post.jwt',
        ...(client_metadata && { client_metadata }),
      }),
    )
    expect(await refusalOf(openRequest(requestLink, world.ports))).toBe(code)
  })

  test('a point that is not on its curve sends nothing', async () => {
    const world = createShopWorld()
    const key = { ...(await encryptionKey()), x: encodeBase64url(new Uint8Array(32).fill(1)) }
    const client_metadata = { jwks: { keys: [key] } }
    serveRequest(
      world,
      await signRequest({ ...honestRequest, response_mode: 'direct_post.jwt', client_metadata }),
    )
    const request = await openRequest(requestLink, world.ports)
    const choice = leastChoice(request.selection) ?? {}
    const code = await refusalOf(answerRequest(request, choice, world.ports))
    expect(code).toBe('authorization_request_malformed')
    expect(world.requests.some(({ method }) => method === 'POST')).toBe(false)
    expect(world.disclosures).toEqual([])
  })
})
