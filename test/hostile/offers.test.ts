import { setGlobalConfig } from '@openid4vc/oauth2'
import { beforeAll, describe, expect, test } from 'vitest'
import { createGuardedFetch } from '../../shared/node/guarded-fetch.ts'
import { preAuthorizedCodeGrant } from '../../shared/oid4vc/oid4vci-credential-offer.ts'
import { acceptOffer } from '../../wallet/core/accept-offer.ts'
import { openOffer } from '../../wallet/core/open-offer.ts'
import { openRequest } from '../../wallet/core/open-request.ts'
import { createFakeWorld, type FakeAnswer } from '../wallet/fake-ports.ts'
import { refusalOf } from '../wallet/refusal.ts'
import { honestOffer, issuer, link, serveIssuer } from './offering-issuer.ts'

// the library's switch is one for the process: another part of it may have turned it on, and nothing may hang on it
beforeAll(() => setGlobalConfig({ allowInsecureUrls: true }))

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
