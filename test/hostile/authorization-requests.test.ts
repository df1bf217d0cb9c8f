import { generateKeyPairSync } from 'node:crypto'
import { exportJWK } from 'jose'
import { describe, expect, test } from 'vitest'
import { signCompactJws } from '../../shared/credential/jws.ts'
import { encodeBase64url } from '../../shared/did/base-encoding.ts'
import { type Did, parseDid } from '../../shared/did/did.ts'
import { buildDidDocument, keyIdsOf } from '../../shared/did/did-document.ts'
import type { JsonObject } from '../../shared/json/json.ts'
import { buildBadgeQuery } from '../../shared/oid4vc/dcql-badges.ts'
import { answerRequest } from '../../wallet/core/answer-request.ts'
import { openRequest } from '../../wallet/core/open-request.ts'
import { leastChoice } from '../../wallet/core/requested-badges.ts'
import { ed25519TestKey, p256TestKey } from '../support/signing-keys.ts'
import { createFakeWorld, type FakeWorld, heldBadge, learnerHolder } from '../wallet/fake-ports.ts'
import { refusalOf } from '../wallet/refusal.ts'

const shop = parseDid('did:web:shop.example')
const shopKey = ed25519TestKey('shop')
const clientId = `decentralized_identifier:${shop}`
const requestUrl = 'https://shop.example/requests/1/object'
const responseUrl = 'https://shop.example/requests/1/response'

const honestRequest = {
  response_type: 'vp_token',
  response_mode: 'direct_post',
  client_id: clientId,
  response_uri: responseUrl,
  nonce: 'n-0S6_WzA2Mj-n-0S6_WzA2Mj',
  state: 'af0ifjsldkj',
  aud: 'https://self-issued.me/v2',
  iat: 1_795_341_600,
  exp: 1_795_341_900,
  dcql_query: { ...buildBadgeQuery([]) },
  client_metadata: { client_name: 'Harbour Lights Café' },
}

const requestLink = `openid4vp://?${new URLSearchParams({ client_id: clientId, request_uri: requestUrl })}`

function createShopWorld(): FakeWorld {
  const world = createFakeWorld()
  world.dids.set(shop, buildDidDocument({ did: shop, keys: [{ publicKey: shopKey.publicKey }] }))
  world.badges.push(heldBadge())
  world.answers.set(`POST ${responseUrl}`, { body: {} })
  return world
}

const shopSigner = {
  ...shopKey.signer(shop),
  keyId: keyIdsOf(shop, shopKey.publicKey).multikey,
}

function signRequest(payload: JsonObject, header: JsonObject = {}): Promise<string> {
  return signCompactJws({
    header: { typ: 'oauth-authz-req+jwt', kid: shopSigner.keyId, ...header },
    payload,
    signer: shopSigner,
  })
}

function serveRequest(world: FakeWorld, jwt: string): void {
  world.answers.set(`GET ${requestUrl}`, { type: 'application/oauth-authz-req+jwt', body: jwt })
}

function unsigned(header: object, payload: object, signature = ''): string {
  const part = (value: object) => encodeBase64url(new TextEncoder().encode(JSON.stringify(value)))
  return `${part(header)}.${part(payload)}.${signature}`
}

describe('a good request', () => {
  test('is opened and answered', async () => {
    const world = createShopWorld()
    serveRequest(world, await signRequest(honestRequest))
    const request = await openRequest(requestLink, world.ports)
    expect(request.preview.asker).toMatchObject({ domain: 'shop.example', isProven: true })
    await answerRequest(request, leastChoice(request.selection) ?? {}, world.ports)
    expect(world.disclosures).toHaveLength(1)
  })
})

/** A request that this DID signed, and the link to it. */
async function askAs(did: Did, change: JsonObject = {}) {
  const world = createShopWorld()
  const { multikey: keyId } = keyIdsOf(did, shopKey.publicKey)
  world.dids.set(did, buildDidDocument({ did, keys: [{ publicKey: shopKey.publicKey }] }))
  const client = `decentralized_identifier:${did}`
  const jwt = await signCompactJws({
    header: { typ: 'oauth-authz-req+jwt', kid: keyId },
    payload: { ...honestRequest, client_id: client, ...change },
    signer: { ...shopKey.signer(did), keyId },
  })
  serveRequest(world, jwt)
  const link = `openid4vp://?${new URLSearchParams({ client_id: client, request_uri: requestUrl })}`
  return { world, link }
}

describe('who asks', () => {
  const careless = { sendsElsewhere: false, asksAsPerson: false }
  const table: [string, string, string, object][] = [
    ['a host', 'did:web:shop.example', 'shop.example', careless],
    ['one of several at a host', 'did:web:shop.example:eve', 'shop.example/eve', careless],
    [
      'a person at some wallet server',
      'did:web:shop.example:people:eve',
      'shop.example/people/eve',
      { sendsElsewhere: false, asksAsPerson: true },
    ],
    [
      'a person below a path',
      'did:web:shop.example:wallet:people:eve',
      'shop.example/wallet/people/eve',
      { sendsElsewhere: false, asksAsPerson: true },
    ],
    [
      'another host',
      'did:web:city.example',
      'city.example',
      { sendsElsewhere: true, asksAsPerson: false },
    ],
    [
      'another port',
      'did:web:shop.example%3A8443',
      'shop.example:8443',
      { sendsElsewhere: true, asksAsPerson: false },
    ],
    ['the same port, named', 'did:web:Shop.Example%3A443', 'shop.example', careless],
  ]

  test.for(table)('%s: %s is %s', async ([, did, domain, care]) => {
    const { world, link } = await askAs(parseDid(did))
    const { preview } = await openRequest(link, world.ports)
    expect(preview).toMatchObject({
      asker: { domain, isProven: true },
      sentTo: 'shop.example',
      ...care,
    })
  })

  test('is the host that gets the answer, not proven, where a bare key signs', async () => {
    const { world, link } = await askAs(shopKey.did)
    const { preview } = await openRequest(link, world.ports)
    expect(preview).toMatchObject({
      asker: { domain: 'shop.example', isProven: false },
      ...careless,
    })
  })

  const people: [string, string][] = [
    ['at the root', 'https://wallet.example'],
    ['with a slash', 'https://wallet.example/'],
    ['with its port', 'https://wallet.example:443'],
  ]
  test.for(people)('is no person of the own wallet server, %s', async ([, walletServer]) => {
    const { world, link } = await askAs(parseDid('did:web:wallet.example:people:mallory'))
    const ports = { ...world.ports, walletServer }
    expect(await refusalOf(openRequest(link, ports))).toBe('authorization_request_untrusted')
    expect(world.requests).toEqual([])
  })

  test('is no person of the server that hosts an identity of this wallet', async () => {
    const { world, link } = await askAs(parseDid('did:web:wallet.example:w:people:mallory'))
    world.holders.push({ ...learnerHolder, did: parseDid('did:web:wallet.example:w:people:sam') })
    expect(await refusalOf(openRequest(link, world.ports))).toBe('authorization_request_untrusted')
  })

  test('may be the wallet server itself, and a neighbour whose name begins alike', async () => {
    for (const did of ['did:web:wallet.example', 'did:web:wallet.example:people-desk']) {
      const { world, link } = await askAs(parseDid(did))
      const ports = { ...world.ports, walletServer: 'https://wallet.example' }
      expect((await openRequest(link, ports)).preview.asksAsPerson).toBe(false)
    }
  })
})

describe('hostile request links', () => {
  const value = (change: object, without: string[] = []) => {
    const request: Record<string, unknown> = {
      ...honestRequest,
      client_id: `redirect_uri:${responseUrl}`,
      ...change,
    }
    for (const name of [...without, 'aud', 'iat', 'exp']) delete request[name]
    const entries = Object.entries(request).map(([name, member]) => [
      name,
      typeof member === 'string' ? member : JSON.stringify(member),
    ])
    return `openid4vp://?${new URLSearchParams(entries)}`
  }
  const table: [string, string, string][] = [
    ['empty', '', 'authorization_request_malformed'],
    ['script link', 'javascript:alert(1)', 'authorization_request_malformed'],
    [
      'another protocol',
      'openid-credential-offer://?client_id=x&request_uri=https%3A%2F%2Fa',
      'authorization_request_malformed',
    ],
    [
      'no client',
      `openid4vp://?request_uri=${encodeURIComponent(requestUrl)}`,
      'authorization_request_malformed',
    ],
    [
      'the client twice',
      `${requestLink}&client_id=redirect_uri%3Ax`,
      'authorization_request_malformed',
    ],
    [
      'a request by value, signed',
      `openid4vp://?client_id=x&request=e30.e30.e30`,
      'authorization_request_unsupported',
    ],
    [
      'an unknown method',
      `${requestLink}&request_uri_method=put`,
      'authorization_request_malformed',
    ],
    [
      'longer than any request',
      `${requestLink}&x=${'x'.repeat(100_000)}`,
      'authorization_request_malformed',
    ],
    ['a request over http', requestLink.replace('https', 'http'), 'address_forbidden'],
    [
      'a request at a user',
      requestLink.replace('shop.example%2Freq', 'a%40shop.example%2Freq'),
      'address_forbidden',
    ],
    [
      'client: pre-registered',
      requestLink.replace('decentralized_identifier%3Adid%3Aweb%3Ashop.example', 'shop'),
      'authorization_request_unsupported',
    ],
    ...[
      'x509_san_dns',
      'x509_hash',
      'verifier_attestation',
      'openid_federation',
      'origin',
      'did',
      'https',
    ].map((prefix): [string, string, string] => [
      `client: ${prefix}`,
      requestLink.replace('decentralized_identifier', prefix),
      'authorization_request_unsupported',
    ]),
    [
      'a reference that nobody signs',
      requestLink.replace(
        encodeURIComponent(clientId),
        encodeURIComponent(`redirect_uri:${responseUrl}`),
      ),
      'authorization_request_unsupported',
    ],
    [
      'a DID by value, not signed',
      value({ client_id: clientId }),
      'authorization_request_untrusted',
    ],
    [
      'an answer to another host',
      value({ response_uri: 'https://evil.example/response' }),
      'authorization_request_untrusted',
    ],
    [
      'an answer to another path',
      value({ response_uri: `${responseUrl}/` }),
      'authorization_request_untrusted',
    ],
    [
      'an answer to a look-alike',
      value({ response_uri: responseUrl.toUpperCase() }),
      'authorization_request_untrusted',
    ],
    [
      'an answer over http',
      value({
        client_id: 'redirect_uri:http://shop.example/r',
        response_uri: 'http://shop.example/r',
      }),
      'address_forbidden',
    ],
    [
      'an answer to this machine',
      value({
        client_id: 'redirect_uri:http://localhost:1/r',
        response_uri: 'http://localhost:1/r',
      }),
      'address_forbidden',
    ],
    [
      'an answer to a script',
      value({ client_id: 'redirect_uri:javascript:x', response_uri: 'javascript:x' }),
      'address_forbidden',
    ],
    [
      'an answer in a redirect',
      value({ redirect_uri: responseUrl }, ['response_uri']),
      'authorization_request_unsupported',
    ],
    [
      'a redirect beside the answer',
      value({ redirect_uri: 'https://evil.example' }),
      'authorization_request_unsupported',
    ],
    ['no nonce', value({}, ['nonce']), 'authorization_request_malformed'],
    ['no question', value({}, ['dcql_query']), 'authorization_request_malformed'],
    [
      'transaction data',
      value({ transaction_data: ['eyJ0eXBlIjoiYSJ9'] }),
      'authorization_request_unsupported',
    ],
    [
      'presentation exchange',
      value({ presentation_definition: {} }),
      'authorization_request_unsupported',
    ],
    ['a scope', value({ scope: 'badges' }), 'authorization_request_unsupported'],
    [
      'client_id_scheme',
      value({ client_id_scheme: 'redirect_uri' }),
      'authorization_request_unsupported',
    ],
    ...['fragment', 'query', 'form_post', 'dc_api', 'dc_api.jwt', 'direct_post.jwt.jwt'].map(
      (mode): [string, string, string] => [
        `response mode ${mode}`,
        value({ response_mode: mode }),
        'authorization_request_malformed',
      ],
    ),
    ['another response type', value({ response_type: 'code' }), 'authorization_request_malformed'],
    ['a question that is not JSON', value({ dcql_query: '{' }), 'authorization_request_malformed'],
    [
      'a question with a member twice',
      value({ dcql_query: '{"credentials":[],"credentials":[]}' }),
      'authorization_request_malformed',
    ],
    [
      'a question of 100 levels',
      value({ dcql_query: `${'['.repeat(100)}${']'.repeat(100)}` }),
      'authorization_request_malformed',
    ],
  ]

  test.for(table)('%s', async ([, text, code]) => {
    const world = createShopWorld()
    expect(await refusalOf(openRequest(text, world.ports))).toBe(code)
    expect(world.requests).toEqual([])
  })
})

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

async function encryptionKey(): Promise<JsonObject> {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return { ...(await exportJWK(publicKey)), alg: 'ECDH-ES', use: 'enc', kid: '1' }
}

describe('DCQL bombs', () => {
  const credential = (id: string, more: JsonObject = {}): JsonObject => ({
    id,
    format: 'ldp_vc',
    meta: { type_values: [['https://www.w3.org/2018/credentials#VerifiableCredential']] },
    ...more,
  })
  const many = <T>(count: number, make: (index: number) => T) =>
    Array.from({ length: count }, (_, index) => make(index))
  const claim = (index: number) => ({ id: `c${index}`, path: ['a'], values: ['x'] })
  const table: [string, JsonObject, string][] = [
    ['no credentials', { credentials: [] }, 'authorization_request_malformed'],
    [
      'a thousand credentials',
      { credentials: many(1000, (i) => credential(`q${i}`)) },
      'authorization_request_malformed',
    ],
    [
      'a hundred credentials',
      { credentials: many(100, (i) => credential(`q${i}`)) },
      'authorization_request_unsupported',
    ],
    [
      'one id twice',
      { credentials: [credential('a'), credential('a')] },
      'authorization_request_malformed',
    ],
    [
      'ids of every object',
      {
        credentials: [credential('__proto__'), credential('constructor')],
        credential_sets: [{ options: [['toString']] }],
      },
      'authorization_request_malformed',
    ],
    [
      'many claims each',
      { credentials: many(30, (i) => credential(`q${i}`, { claims: many(99, claim) })) },
      'authorization_request_unsupported',
    ],
    [
      'many claim sets',
      {
        credentials: [
          credential('a', {
            claims: [claim(0)],
            claim_sets: many(100, () => many(100, () => 'c0')),
          }),
        ],
      },
      'authorization_request_unsupported',
    ],
    [
      'many credential sets',
      {
        credentials: [credential('a')],
        credential_sets: many(100, () => ({ options: many(100, () => ['a']) })),
      },
      'authorization_request_unsupported',
    ],
    [
      'a path of a thousand steps',
      { credentials: [credential('a', { claims: [{ path: many(1000, () => 'x') }] })] },
      'authorization_request_malformed',
    ],
    [
      'a negative index',
      { credentials: [credential('a', { claims: [{ path: [-1] }] })] },
      'authorization_request_malformed',
    ],
    [
      'a set of nothing that is there',
      { credentials: [credential('a')], credential_sets: [{ options: [['b']] }] },
      'authorization_request_malformed',
    ],
  ]

  test.for(table)('%s', async ([, dcql_query, code]) => {
    const world = createShopWorld()
    serveRequest(world, await signRequest({ ...honestRequest, dcql_query }))
    expect(await refusalOf(openRequest(requestLink, world.ports))).toBe(code)
  })

  test('more comparisons than a person would wait for', async () => {
    const world = createShopWorld()
    world.badges.push(...many(999, (i) => heldBadge({ id: `b${i}` })))
    const dcql_query = { credentials: many(30, (i) => credential(`q${i}`)) }
    serveRequest(world, await signRequest({ ...honestRequest, dcql_query }))
    const code = await refusalOf(openRequest(requestLink, world.ports))
    expect(code).toBe('authorization_request_unsupported')
  })
})

describe('hostile askers', () => {
  test('names and purposes are made safe to show', async () => {
    const world = createShopWorld()
    const client_metadata = {
      client_name: 'Harbour \u202eLights\u202c\u200b',
      purpose: 'To\n\n\u0000staff',
      retention: '\u200b',
    }
    serveRequest(world, await signRequest({ ...honestRequest, client_metadata }))
    const { preview } = await openRequest(requestLink, world.ports)
    expect(preview).toMatchObject({ asker: { name: 'Harbour Lights' }, purpose: 'To staff' })
    expect(preview.retention).toBeUndefined()
  })

  const done = 'https://shop.example/done#response_code=1'
  const redirects: [string, unknown, string | undefined][] = [
    ['https', done, done],
    ['http', 'http://shop.example/done', undefined],
    ['script', 'javascript:alert(1)', undefined],
    ['data', 'data:text/html,<script>', undefined],
    ['a user', 'https://a@shop.example/', undefined],
    ['an object', { a: 1 }, undefined],
    // the first letter is Cyrillic
    ['a look-alike, in ASCII', 'https://ѕhop.example/', 'https://xn--hop-ehd.example/'],
  ]

  test.for(redirects)('redirect after the answer: %s', async ([, redirect_uri, given]) => {
    const world = createShopWorld()
    world.answers.set(`POST ${responseUrl}`, { body: { redirect_uri } })
    serveRequest(world, await signRequest(honestRequest))
    const request = await openRequest(requestLink, world.ports)
    const outcome = await answerRequest(request, leastChoice(request.selection) ?? {}, world.ports)
    expect(outcome.redirectUri).toBe(given)
    expect(world.requests.at(-1)?.url).toBe(responseUrl)
  })
})
