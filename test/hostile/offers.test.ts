import { setGlobalConfig } from '@openid4vc/oauth2'
import { beforeAll, describe, expect, test } from 'vitest'
import { createGuardedFetch } from '../../shared/node/guarded-fetch.ts'
import { preAuthorizedCodeGrant } from '../../shared/oid4vc/oid4vci-credential-offer.ts'
import { acceptOffer } from '../../wallet/core/accept-offer.ts'
import { openOffer } from '../../wallet/core/open-offer.ts'
import { openRequest } from '../../wallet/core/open-request.ts'
import {
  badgeDocument,
  createFakeWorld,
  type FakeAnswer,
  type FakeWorld,
  heldBadge,
} from '../wallet/fake-ports.ts'
import { refusalOf } from '../wallet/refusal.ts'

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
    expect(preview.issuer.domain).toBe('xn--ity-3ed.example/quay')
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
      'a presentation of the old data model',
      {
        ...badgeDocument(),
        '@context': ['https://www.w3.org/2018/credentials/v1'],
        type: ['VerifiablePresentation'],
      },
      'presentation_instead_of_credential',
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
