import { setGlobalConfig } from '@openid4vc/oauth2'
import { beforeAll, describe, expect, test } from 'vitest'
import { openOffer } from '../../wallet/core/open-offer.ts'
import { createFakeWorld } from '../wallet/fake-ports.ts'
import { refusalOf } from '../wallet/refusal.ts'
import {
  honestConfiguration,
  honestMetadata,
  honestOffer,
  honestServer,
  issuer,
  link,
  serveIssuer,
} from './offering-issuer.ts'

// the library's switch is one for the process: another part of it may have turned it on, and nothing may hang on it
beforeAll(() => setGlobalConfig({ allowInsecureUrls: true }))

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
    ...[
      {
        attestation: {
          proof_signing_alg_values_supported: ['ES256'],
          key_attestations_required: {},
        },
      },
      {
        jwt: {
          proof_signing_alg_values_supported: ['EdDSA', 'ES256'],
          key_attestations_required: { key_storage: ['iso_18045_high'] },
        },
      },
    ].map((proofTypes): (typeof table)[number] => [
      `proofs that no web wallet can give: ${JSON.stringify(proofTypes)}`,
      {
        metadata: {
          ...honestMetadata,
          credential_configurations_supported: {
            'first-aid': { ...honestConfiguration, proof_types_supported: proofTypes },
          },
        },
      },
      'holder_unsuitable',
    ]),
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
