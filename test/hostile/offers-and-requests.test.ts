import { generateKeyPairSync } from 'node:crypto'
import { setGlobalConfig } from '@openid4vc/oauth2'
import { exportJWK } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import type { JsonObject } from '../../shared/credential/json.ts'
import { signCompactJws } from '../../shared/credential/jws.ts'
import { encodeBase64url } from '../../shared/did/base-encoding.ts'
import { parseDid } from '../../shared/did/did.ts'
import { buildDidDocument, keyIdsOf } from '../../shared/did/did-document.ts'
import { createGuardedFetch } from '../../shared/node/guarded-fetch.ts'
import { buildBadgeQuery } from '../../shared/oid4vc/dcql-badges.ts'
import { preAuthorizedCodeGrant } from '../../shared/oid4vc/oid4vci-credential-offer.ts'
import { acceptOffer } from '../../wallet/core/accept-offer.ts'
import { answerRequest } from '../../wallet/core/answer-request.ts'
import { openOffer } from '../../wallet/core/open-offer.ts'
import { openRequest } from '../../wallet/core/open-request.ts'
import { leastChoice } from '../../wallet/core/requested-badges.ts'
import { ed25519TestKey, p256TestKey } from '../support/signing-keys.ts'
import {
  badgeDocument,
  createFakeWorld,
  type FakeAnswer,
  type FakeWorld,
  heldBadge,
} from '../wallet/fake-ports.ts'

// the library's switch is one for the process: another part of it may have turned it on, and nothing may hang on it
beforeAll(() => setGlobalConfig({ allowInsecureUrls: true }))

const issuer = 'https://issuer.example/quay'
const metadataUrl = 'https://issuer.example/.well-known/openid-credential-issuer/quay'
const serverUrl = 'https://issuer.example/.well-known/oauth-authorization-server/quay'

const honestOffer = {
  credential_issuer: issuer,
  credential_configuration_ids: ['first-aid'],
  grants: { [preAuthorizedCodeGrant]: { 'pre-authorized_code': 'a-secret-code' } },
}

const honestConfiguration = {
  format: 'ldp_vc',
  credential_definition: {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
  },
  cryptographic_binding_methods_supported: ['did:key'],
  proof_types_supported: { jwt: { proof_signing_alg_values_supported: ['EdDSA'] } },
  credential_metadata: { display: [{ name: 'First aid', locale: 'en' }] },
}

const honestMetadata = {
  credential_issuer: issuer,
  credential_endpoint: `${issuer}/credential`,
  nonce_endpoint: `${issuer}/nonce`,
  display: [{ name: 'Quay Youth Club', locale: 'en' }],
  credential_configurations_supported: { 'first-aid': honestConfiguration },
}

const honestServer = { issuer, token_endpoint: `${issuer}/token` }

function serveIssuer(
  world: FakeWorld,
  change: { metadata?: unknown; server?: unknown } = {},
): FakeWorld {
  world.answers.set(`GET ${metadataUrl}`, { body: change.metadata ?? honestMetadata })
  world.answers.set(`GET ${serverUrl}`, { body: change.server ?? honestServer })
  world.answers.set(`POST ${issuer}/token`, {
    body: { access_token: 'a-secret-token', token_type: 'Bearer' },
  })
  world.answers.set(`POST ${issuer}/nonce`, { body: { c_nonce: 'a-nonce' } })
  world.answers.set(`POST ${issuer}/credential`, {
    body: { credentials: [{ credential: badgeDocument() }] },
  })
  return world
}

function link(offer: unknown): string {
  return `openid-credential-offer://?credential_offer=${encodeURIComponent(JSON.stringify(offer))}`
}

/** What a failure says of itself; never anything of what was secret. */
async function refusalOf(attempt: Promise<unknown>): Promise<string> {
  const error = await attempt.then(
    () => new Error('it was taken'),
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof Error)) throw error
  const everything = JSON.stringify([error.message, error.stack, String(error.cause ?? '')])
  expect(everything).not.toMatch(/a-secret-(code|token)/)
  return 'code' in error ? String(error.code) : error.message
}

describe('a good offer', () => {
  test('is opened and taken', async () => {
    const world = serveIssuer(createFakeWorld())
    const offer = await openOffer(link(honestOffer), {}, world.ports)
    const { outcomes } = await acceptOffer(offer, {}, world.ports)
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['kept'])
  })
})

describe('hostile offers', () => {
  const grant = honestOffer.grants[preAuthorizedCodeGrant]
  const table: [string, string, string][] = [
    ['empty', '', 'offer_malformed'],
    ['no link', 'free badges!', 'offer_malformed'],
    ['script link', 'javascript:alert(1)', 'offer_malformed'],
    ['data link', 'data:application/json,{}', 'offer_malformed'],
    ['file link', 'file:///etc/passwd', 'offer_malformed'],
    ['no offer in it', 'openid-credential-offer://?foo=bar', 'offer_malformed'],
    ['not JSON', 'openid-credential-offer://?credential_offer=%7B', 'offer_malformed'],
    ['an array', link([]), 'offer_malformed'],
    ['null', link(null), 'offer_malformed'],
    ['no issuer', link({ ...honestOffer, credential_issuer: undefined }), 'offer_malformed'],
    [
      'an issuer that is no URL',
      link({ ...honestOffer, credential_issuer: 'quay' }),
      'offer_malformed',
    ],
    [
      'nothing offered',
      link({ ...honestOffer, credential_configuration_ids: [] }),
      'offer_malformed',
    ],
    [
      'a thousand things offered',
      link({
        ...honestOffer,
        credential_configuration_ids: Array.from({ length: 1000 }, (_, i) => `c${i}`),
      }),
      'offer_malformed',
    ],
    [
      'one thing twice',
      link({ ...honestOffer, credential_configuration_ids: ['first-aid', 'first-aid'] }),
      'offer_malformed',
    ],
    [
      'value and reference',
      `${link(honestOffer)}&credential_offer_uri=https%3A%2F%2Fevil.example`,
      'offer_malformed',
    ],
    [
      'the offer twice',
      `${link(honestOffer)}&${link(honestOffer).split('?')[1]}`,
      'offer_malformed',
    ],
    [
      'longer than any offer',
      link({ ...honestOffer, padding: 'x'.repeat(100_000) }),
      'offer_malformed',
    ],
    [
      'an issuer over http',
      link({ ...honestOffer, credential_issuer: 'http://issuer.example/quay' }),
      'address_forbidden',
    ],
    [
      'an issuer on this machine',
      link({ ...honestOffer, credential_issuer: 'http://localhost:3001/quay' }),
      'address_forbidden',
    ],
    [
      'an issuer with a user',
      link({ ...honestOffer, credential_issuer: 'https://city.example@evil.example/' }),
      'address_forbidden',
    ],
    [
      'an issuer with a fragment',
      link({ ...honestOffer, credential_issuer: `${issuer}#x` }),
      'address_forbidden',
    ],
    [
      'an issuer with a query',
      link({ ...honestOffer, credential_issuer: `${issuer}?x=1` }),
      'offer_malformed',
    ],
    ['no grant', link({ ...honestOffer, grants: {} }), 'offer_unsupported'],
    [
      'a grant to sign in',
      link({ ...honestOffer, grants: { authorization_code: {} } }),
      'offer_unsupported',
    ],
    [
      'a code that is no text',
      link({
        ...honestOffer,
        grants: { [preAuthorizedCodeGrant]: { 'pre-authorized_code': { a: 1 } } },
      }),
      'offer_malformed',
    ],
    [
      'an authorization server that the issuer does not list',
      link({
        ...honestOffer,
        grants: {
          [preAuthorizedCodeGrant]: { ...grant, authorization_server: 'https://evil.example' },
        },
      }),
      'issuer_metadata_refused',
    ],
    [
      'a configuration the issuer does not have',
      link({ ...honestOffer, credential_configuration_ids: ['other'] }),
      'offer_unsupported',
    ],
    [
      'a configuration of every object',
      link({ ...honestOffer, credential_configuration_ids: ['__proto__', 'constructor'] }),
      'offer_unsupported',
    ],
    [
      'reference over http',
      'openid-credential-offer://?credential_offer_uri=http%3A%2F%2Fissuer.example',
      'address_forbidden',
    ],
    [
      'reference to nowhere',
      'openid-credential-offer://?credential_offer_uri=https%3A%2F%2Fissuer.example%2Foffer',
      'offer_not_redeemable',
    ],
  ]

  test.for(table)('%s', async ([, text, code]) => {
    const world = serveIssuer(createFakeWorld())
    expect(await refusalOf(openOffer(text, {}, world.ports))).toBe(code)
    const asked = world.requests.map(({ method }) => method)
    expect(asked.every((method) => method === 'GET')).toBe(true)
    expect(world.badges).toEqual([])
  })

  const offerUrl = 'https://issuer.example/offer'
  const byReference = `openid-credential-offer://?credential_offer_uri=${encodeURIComponent(offerUrl)}`
  const answers: [string, FakeAnswer, string][] = [
    ['a page', { type: 'text/html', body: '<script>' }, 'offer_malformed'],
    ['nothing', { body: '' }, 'json_malformed'],
    [
      'one member twice',
      { body: '{"credential_issuer":"https://a.example","credential_issuer":"https://b.example"}' },
      'json_malformed',
    ],
    [
      'a prototype',
      { body: '{"__proto__":{"credential_issuer":"https://a.example"}}' },
      'json_malformed',
    ],
    ['100,000 levels', { body: '['.repeat(100_000) }, 'json_malformed'],
    [
      'two megabytes',
      { body: JSON.stringify({ ...honestOffer, padding: 'x'.repeat(2_000_000) }) },
      'body_too_large',
    ],
    ['an error', { status: 500, body: {} }, 'fetch_failed'],
    ['gone', { status: 410, body: {} }, 'offer_not_redeemable'],
  ]

  test.for(answers)('a link that leads to %s', async ([, answer, code]) => {
    const world = serveIssuer(createFakeWorld())
    world.answers.set(`GET ${offerUrl}`, answer)
    expect(await refusalOf(openOffer(byReference, {}, world.ports))).toBe(code)
  })
})

describe('hostile addresses', () => {
  const hosts = [
    '127.0.0.1',
    '[::1]',
    '10.0.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '2130706433',
    '0x7f.1',
    '017700000001',
    '[::ffff:127.0.0.1]',
    '[fd00::1]',
    'localhost',
  ]

  test.for(hosts)('an offer, an issuer and a request at %s', async (host) => {
    const { ports } = createFakeWorld({ fetch: createGuardedFetch() })
    const reference = `openid-credential-offer://?credential_offer_uri=${encodeURIComponent(`https://${host}/offer`)}`
    expect(await refusalOf(openOffer(reference, {}, ports))).toBe('address_forbidden')
    const value = link({ ...honestOffer, credential_issuer: `https://${host}/quay` })
    expect(await refusalOf(openOffer(value, {}, ports))).toBe('address_forbidden')
    const request = `openid4vp://?client_id=decentralized_identifier%3Adid%3Aweb%3Ashop.example&request_uri=${encodeURIComponent(`https://${host}/request`)}`
    expect(await refusalOf(openRequest(request, ports))).toBe('address_forbidden')
  })
})

describe('hostile metadata', () => {
  const table: [string, { metadata?: unknown; server?: unknown }, string][] = [
    [
      'of another issuer (mix-up)',
      { metadata: { ...honestMetadata, credential_issuer: 'https://honest.example' } },
      'issuer_metadata_refused',
    ],
    [
      'credential endpoint on another host',
      { metadata: { ...honestMetadata, credential_endpoint: 'https://evil.example/credential' } },
      'issuer_metadata_refused',
    ],
    [
      'credential endpoint on another port',
      {
        metadata: {
          ...honestMetadata,
          credential_endpoint: 'https://issuer.example:8443/credential',
        },
      },
      'issuer_metadata_refused',
    ],
    [
      'nonce endpoint on another host',
      { metadata: { ...honestMetadata, nonce_endpoint: 'https://evil.example/nonce' } },
      'issuer_metadata_refused',
    ],
    [
      'credential endpoint over http',
      { metadata: { ...honestMetadata, credential_endpoint: 'http://issuer.example/credential' } },
      'address_forbidden',
    ],
    [
      'nonce endpoint on this machine',
      { metadata: { ...honestMetadata, nonce_endpoint: 'http://localhost/nonce' } },
      'address_forbidden',
    ],
    [
      'credential endpoint with a user',
      {
        metadata: {
          ...honestMetadata,
          credential_endpoint: 'https://a:b@issuer.example/credential',
        },
      },
      'address_forbidden',
    ],
    [
      'token endpoint on another host',
      { server: { ...honestServer, token_endpoint: 'https://evil.example/token' } },
      'issuer_metadata_refused',
    ],
    [
      'token endpoint over http',
      { server: { ...honestServer, token_endpoint: 'http://issuer.example/token' } },
      'address_forbidden',
    ],
    [
      'authorization server under another name',
      { server: { ...honestServer, issuer: 'https://honest.example' } },
      'issuer_metadata_refused',
    ],
    [
      'an authorization server on this machine',
      { metadata: { ...honestMetadata, authorization_servers: ['http://localhost:9000'] } },
      'address_forbidden',
    ],
    [
      'no endpoint',
      { metadata: { ...honestMetadata, credential_endpoint: undefined } },
      'issuer_metadata_refused',
    ],
    [
      'an endpoint that is no URL',
      { metadata: { ...honestMetadata, credential_endpoint: 'javascript:alert(1)' } },
      'issuer_metadata_refused',
    ],
    ['an array', { metadata: [] }, 'issuer_metadata_refused'],
    [
      'one member twice',
      {
        metadata:
          '{"credential_issuer":"https://a.example","credential_issuer":"https://b.example"}',
      },
      'json_malformed',
    ],
    [
      'two megabytes',
      { metadata: { ...honestMetadata, padding: 'x'.repeat(2_000_000) } },
      'body_too_large',
    ],
    [
      'encryption that the wallet cannot do',
      {
        metadata: {
          ...honestMetadata,
          credential_response_encryption: {
            alg_values_supported: ['ECDH-ES'],
            enc_values_supported: ['A128GCM'],
            encryption_required: true,
          },
        },
      },
      'offer_unsupported',
    ],
    [
      'a format that nobody reads',
      {
        metadata: {
          ...honestMetadata,
          credential_configurations_supported: {
            'first-aid': { ...honestConfiguration, format: 'evil' },
          },
        },
      },
      'offer_unsupported',
    ],
    [
      'keys that the learner has not',
      {
        metadata: {
          ...honestMetadata,
          credential_configurations_supported: {
            'first-aid': {
              ...honestConfiguration,
              cryptographic_binding_methods_supported: ['jwk'],
            },
          },
        },
      },
      'holder_unsuitable',
    ],
    [
      'proofs with HS256',
      {
        metadata: {
          ...honestMetadata,
          credential_configurations_supported: {
            'first-aid': {
              ...honestConfiguration,
              proof_types_supported: { jwt: { proof_signing_alg_values_supported: ['HS256'] } },
            },
          },
        },
      },
      'holder_unsuitable',
    ],
  ]

  test.for(table)('%s', async ([, change, code]) => {
    const world = serveIssuer(createFakeWorld(), change)
    expect(await refusalOf(openOffer(link(honestOffer), {}, world.ports))).toBe(code)
    expect(world.requests.every(({ method }) => method === 'GET')).toBe(true)
  })

  test('a thousand authorization servers are not all asked', async () => {
    const servers = Array.from({ length: 1000 }, (_, index) => `https://s${index}.example`)
    const metadata = { ...honestMetadata, authorization_servers: servers }
    const world = serveIssuer(createFakeWorld(), { metadata })
    for (const server of servers) {
      const body = { issuer: server, token_endpoint: `${server}/token` }
      world.answers.set(`GET ${server}/.well-known/oauth-authorization-server`, { body })
    }
    expect(await refusalOf(openOffer(link(honestOffer), {}, world.ports))).toBe('fetch_failed')
    expect(world.requests.length).toBeLessThan(30)
  })

  const names: [string, unknown, string | undefined][] = [
    ['turned around', 'City of \u202ekcehC\u202c', 'City of kcehC'],
    ['with isolates', '\u2066City\u2069', 'City'],
    ['with zero-width characters', 'Ci\u200bty\ufeff of\u200d Learning', 'City of Learning'],
    ['with control characters', 'City\u0000\u001b[31m', 'City[31m'],
    ['over many lines', 'City\n\n\tof\u2028Learning', 'City of Learning'],
    ['piled up', `C${'\u0301'.repeat(50)}ity`, 'Ć\u0301\u0301ity'],
    ['of a page', '<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
    ['of nothing that is seen', '\u200b\u3164\u2800', undefined],
    ['of 100,000 characters', 'x'.repeat(100_000), `${'x'.repeat(119)}…`],
  ]

  test.for(names)('a name %s', async ([, name, shown]) => {
    const metadata = {
      ...honestMetadata,
      display: [{ name }],
      credential_configurations_supported: {
        'first-aid': {
          ...honestConfiguration,
          credential_metadata: { display: [{ name, description: name }] },
        },
      },
    }
    const world = serveIssuer(createFakeWorld(), { metadata })
    const { preview } = await openOffer(link(honestOffer), {}, world.ports)
    expect(preview.issuer.name).toBe(shown)
    expect(preview.badges[0]?.name).toBe(shown ?? 'first-aid')
  })

  test('a host of look-alike letters is shown in ASCII', async () => {
    // the first letter is Cyrillic
    const lookAlike = 'https://сity.example/quay'
    const ascii = new URL(lookAlike).origin
    const text = JSON.stringify(honestMetadata).replaceAll(issuer, lookAlike)
    const world = createFakeWorld()
    world.answers.set(`GET ${ascii}/.well-known/openid-credential-issuer/quay`, { body: text })
    world.answers.set(`GET ${ascii}/.well-known/oauth-authorization-server/quay`, {
      body: { issuer: lookAlike, token_endpoint: `${lookAlike}/token` },
    })
    const offer = link({ ...honestOffer, credential_issuer: lookAlike })
    const { preview } = await openOffer(offer, {}, world.ports)
    expect(preview.issuer.domain).toBe('xn--ity-3ed.example')
  })
})

describe('hostile issuers', () => {
  const table: [string, string, FakeAnswer, string][] = [
    [
      'a token that is a page',
      'token',
      { type: 'text/html', body: 'hello' },
      'issuer_answer_malformed',
    ],
    ['no token', 'token', { body: { token_type: 'Bearer' } }, 'issuer_answer_malformed'],
    [
      'a refusal full of text',
      'token',
      { status: 400, body: { error: 'invalid_request', error_description: 'a-secret-code' } },
      'issuer_refused',
    ],
    [
      'a refusal that is not a word',
      'token',
      { status: 400, body: { error: 'a-secret-code <b>' } },
      'issuer_refused',
    ],
    [
      'a code that was used',
      'token',
      { status: 400, body: { error: 'invalid_grant' } },
      'offer_not_redeemable',
    ],
    ['no nonce', 'nonce', { body: {} }, 'issuer_answer_malformed'],
    [
      'a nonce that is no text',
      'nonce',
      { body: { c_nonce: { a: 1 } } },
      'issuer_answer_malformed',
    ],
    [
      'a refusal of the badge',
      'credential',
      { status: 400, body: { error: 'credential_request_denied' } },
      'issuer_refused',
    ],
    ['an answer without a badge', 'credential', { body: {} }, 'issuer_answer_malformed'],
    [
      'an answer with no badges',
      'credential',
      { body: { credentials: [] } },
      'issuer_answer_malformed',
    ],
    [
      'an answer with fifty badges',
      'credential',
      {
        body: { credentials: Array.from({ length: 50 }, () => ({ credential: badgeDocument() })) },
      },
      'issuer_answer_malformed',
    ],
    [
      'a promise of a badge',
      'credential',
      { body: { transaction_id: 'x', interval: 5 } },
      'offer_unsupported',
    ],
    [
      'two megabytes',
      'credential',
      {
        body: {
          credentials: [{ credential: { ...badgeDocument(), padding: 'x'.repeat(2_000_000) } }],
        },
      },
      'body_too_large',
    ],
    [
      'one member twice',
      'credential',
      { body: '{"credentials":[],"credentials":[]}' },
      'json_malformed',
    ],
  ]

  test.for(table)('%s', async ([, endpoint, answer, code]) => {
    const world = serveIssuer(createFakeWorld())
    world.answers.set(`POST ${issuer}/${endpoint}`, answer)
    const offer = await openOffer(link(honestOffer), {}, world.ports)
    expect(await refusalOf(acceptOffer(offer, {}, world.ports))).toBe(code)
    expect(world.badges).toEqual([])
  })

  const credentials: [string, unknown, string][] = [
    ['a number', '42', 'jws_malformed'],
    ['an object without a type', { hello: 'world' }, 'credential_malformed'],
    ['a token without a signature', 'eyJhbGciOiJub25lIn0.e30.', 'jws_algorithm_refused'],
    [
      'a presentation',
      { ...badgeDocument(), type: ['VerifiablePresentation'] },
      'presentation_instead_of_credential',
    ],
    [
      'both at once',
      { ...badgeDocument(), type: ['VerifiableCredential', 'VerifiablePresentation'] },
      'credential_malformed',
    ],
    [
      'a badge of the old data model',
      { ...badgeDocument(), '@context': ['https://www.w3.org/2018/credentials/v1'] },
      'vcdm1_unsupported',
    ],
  ]

  test.for(credentials)('what comes instead of a badge: %s', async ([, credential, code]) => {
    const world = serveIssuer(createFakeWorld())
    world.answers.set(`POST ${issuer}/credential`, { body: { credentials: [{ credential }] } })
    const offer = await openOffer(link(honestOffer), {}, world.ports)
    const { outcomes } = await acceptOffer(offer, {}, world.ports)
    expect(outcomes).toEqual([{ outcome: 'refused', configurationId: 'first-aid', code }])
    expect(world.badges).toEqual([])
  })

  test('a badge that another signed is kept and said to be another’s', async () => {
    const world = serveIssuer(createFakeWorld())
    const credential = {
      ...badgeDocument(),
      issuer: { id: 'did:web:evil.example', type: ['Profile'] },
    }
    const evil = { id: 'did:web:evil.example' }
    world.report = (text) => {
      const report = reportFor(text)
      return { ...report, credential: { ...report.credential, issuer: evil } }
    }
    world.answers.set(`POST ${issuer}/credential`, { body: { credentials: [{ credential }] } })
    const offer = await openOffer(link(honestOffer), {}, world.ports)
    expect(offer.preview.issuer.did).toBe('did:web:issuer.example:quay')
    const { outcomes } = await acceptOffer(offer, {}, world.ports)
    expect(outcomes).toMatchObject([{ outcome: 'kept', issuerIsOfferer: false }])
  })
})

function reportFor(text: string) {
  const badge = heldBadge({ document: JSON.parse(text) })
  return { ...badge.report, credential: badge.summary }
}

// ——— requests ———

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
