import { describe, expect, test } from 'vitest'
import { type Given, readGiven } from '../../../shared/given/read-given.ts'

const offer = 'credential_offer_uri=https%3A%2F%2Fcity.example%2Foffers%2Fabc'
const request = 'client_id=did%3Aweb%3Ashop.example&request_uri=https%3A%2F%2Fshop.example%2Fr%2F1'
const json = '{"credential_issuer":"https://a.example","credential_configuration_ids":["a"]}'

describe('readGiven', () => {
  test.each<[string, string, Given]>([
    ['nothing', ' \n', { kind: 'nothing' }],
    ['an offer', `openid-credential-offer://?${offer}`, received(offer)],
    ['an offer for web wallets', `web+openidcredentialoffer://?${offer}`, received(offer)],
    ['a claim link', `https://wallet.example/receive#${offer}`, received(offer)],
    ['a claim link of another wallet', `https://other.example/take?${offer}`, received(offer)],
    ['an offer as it is', json, received(String(new URLSearchParams({ credential_offer: json })))],
    ['a request', ` openid4vp://?${request}\n`, presented(request)],
    ['a request in a link', `https://wallet.example/present#${request}`, presented(request)],
    [
      'a shared CV',
      'https://wallet.example/s#abc.key',
      { kind: 'link', path: '/s', fragment: 'abc.key' },
    ],
    [
      'a recovery code',
      'https://wallet.example/restore#ABCD',
      { kind: 'link', path: '/restore', fragment: 'ABCD' },
    ],
    [
      'an address',
      'https://city.example/b/1',
      { kind: 'address', url: 'https://city.example/b/1' },
    ],
    [
      'a JWT',
      'eyJhbGciOiJFZERTQSJ9.e30.c2ln',
      { kind: 'text', text: 'eyJhbGciOiJFZERTQSJ9.e30.c2ln' },
    ],
    ['JSON', '{"type": []}', { kind: 'text', text: '{"type": []}' }],
    ['an address that runs', 'javascript:alert(1)', { kind: 'text', text: 'javascript:alert(1)' }],
    ['words', 'hello there', { kind: 'text', text: 'hello there' }],
    [
      'a page without a key',
      'https://w.example/s',
      { kind: 'address', url: 'https://w.example/s' },
    ],
  ])('knows %s', (_, input, given) => {
    expect(readGiven(input)).toEqual(given)
  })

  test('takes no link that is longer than any', () => {
    const long = `openid-credential-offer://?credential_offer=${'x'.repeat(40_000)}`
    expect(readGiven(long).kind).toBe('text')
  })
})

function received(fragment: string): Given {
  return { kind: 'link', path: '/receive', fragment }
}

function presented(fragment: string): Given {
  return { kind: 'link', path: '/present', fragment }
}
