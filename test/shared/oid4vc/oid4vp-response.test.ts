import { describe, expect, test } from 'vitest'
import {
  type AuthorizationResponse,
  parseAuthorizationResponse,
} from '../../../shared/oid4vc/oid4vp-response.ts'

describe('parseAuthorizationResponse', () => {
  const jwt = 'eyJhbGciOiJFUzI1NiJ9.e30.AA'
  const object = { type: ['VerifiablePresentation'] }

  test.each<[string, object, AuthorizationResponse]>([
    [
      'a token as JSON text, as forms have it',
      { vp_token: JSON.stringify({ badges: [jwt, object] }), state: 's' },
      { kind: 'presented', vpToken: { badges: [jwt, object] }, state: 's' },
    ],
    [
      'a token as an object, as encrypted responses have it',
      { vp_token: { badges: [jwt] } },
      { kind: 'presented', vpToken: { badges: [jwt] } },
    ],
    [
      'members that are not known',
      { vp_token: { badges: [jwt] }, state: 's', iss: 'https://wallet.example' },
      { kind: 'presented', vpToken: { badges: [jwt] }, state: 's' },
    ],
    [
      'a refusal',
      { error: 'access_denied', state: 's' },
      { kind: 'declined', error: 'access_denied', state: 's' },
    ],
    [
      'a refusal with words, which are not taken',
      { error: 'access_denied', error_description: 'No badge of Sam Jones' },
      { kind: 'declined', error: 'access_denied' },
    ],
  ])('reads %s', (_name, members, expected) => {
    expect(parseAuthorizationResponse(members)).toEqual(expected)
  })

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['text', 'vp_token'],
    ['no token', {}],
    ['a token that is not JSON', { vp_token: jwt }],
    ['a token that is a list', { vp_token: '[]' }],
    ['a token that is null', { vp_token: 'null' }],
    ['an answer that is no list (drafts)', { vp_token: JSON.stringify({ badges: jwt }) }],
    ['a presentation that is a number', { vp_token: { badges: [1] } }],
    ['a presentation that is a list', { vp_token: { badges: [[jwt]] } }],
    ['an empty presentation', { vp_token: { badges: [''] } }],
    ['a query id with spaces', { vp_token: { 'a b': [jwt] } }],
    ['an empty query id', { vp_token: { '': [jwt] } }],
    ['a query twice', { vp_token: `{"badges":["${jwt}"],"badges":["${jwt}"]}` }],
    ['a prototype', { vp_token: `{"__proto__":["${jwt}"]}` }],
    ['a constructor', { vp_token: `{"constructor":["${jwt}"]}` }],
    ['deep nesting', { vp_token: `{"badges":[${'{"a":'.repeat(100)}1${'}'.repeat(100)}]}` }],
    ['101 presentations', { vp_token: { badges: Array(101).fill(jwt) } }],
    [
      '101 presentations over two queries',
      { vp_token: { a: Array(51).fill(jwt), b: Array(50).fill(jwt) } },
    ],
    ['a state that is no text', { vp_token: { badges: [jwt] }, state: 7 }],
    ['an empty state', { vp_token: { badges: [jwt] }, state: '' }],
    ['an error with line breaks', { error: 'access_denied\nSet-Cookie: a=b' }],
    ['an empty error', { error: '' }],
    ['an error without end', { error: 'a'.repeat(101) }],
  ])('refuses %s', (_name, members) => {
    expect(() => parseAuthorizationResponse(members)).toThrow(
      expect.objectContaining({ code: 'authorization_response_malformed' }),
    )
  })

  test('reads a token of 100 presentations', () => {
    const response = parseAuthorizationResponse({ vp_token: { badges: Array(100).fill(jwt) } })
    expect(response).toEqual({ kind: 'presented', vpToken: { badges: Array(100).fill(jwt) } })
  })
})
