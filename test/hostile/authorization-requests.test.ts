import { describe, expect, test } from 'vitest'
import { signCompactJws } from '../../shared/credential/jws.ts'
import { type Did, parseDid } from '../../shared/did/did.ts'
import { buildDidDocument, keyIdsOf } from '../../shared/did/did-document.ts'
import type { JsonObject } from '../../shared/json/json.ts'
import { answerRequest } from '../../wallet/core/answer-request.ts'
import { openRequest } from '../../wallet/core/open-request.ts'
import { leastChoice } from '../../wallet/core/requested-badges.ts'
import { learnerHolder } from '../wallet/fake-ports.ts'
import { refusalOf } from '../wallet/refusal.ts'
import {
  clientId,
  createShopWorld,
  honestRequest,
  requestLink,
  requestUrl,
  responseUrl,
  serveRequest,
  shopKey,
  signRequest,
} from './asking-shop.ts'

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
