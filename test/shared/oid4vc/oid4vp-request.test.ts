import { describe, expect, test } from 'vitest'
import { parseAuthorizationRequest } from '../../../shared/oid4vc/oid4vp-request.ts'
import { sampleRequest } from './oid4vp-sample.ts'

describe('parseAuthorizationRequest', () => {
  test('reads a request, and keeps what it does not know', () => {
    const request = { ...sampleRequest, verifier_info: [{ format: 'jwt', data: 'x' }] }
    expect(parseAuthorizationRequest(request)).toEqual(request)
  })

  test.each<[string, object, string]>([
    ['no response type', { response_type: undefined }, 'response_type'],
    ['a response type for codes', { response_type: 'code' }, 'response_type'],
    ['a mode that answers through the browser', { response_mode: 'fragment' }, 'response_mode'],
    ['no mode', { response_mode: undefined }, 'response_mode'],
    ['nobody who asks', { client_id: undefined }, 'client_id'],
    ['no address for the answer', { response_uri: undefined }, 'response_uri'],
    ['an address that is none', { response_uri: 'hire.example' }, 'response_uri'],
    ['no nonce', { nonce: undefined }, 'nonce'],
    ['an empty nonce', { nonce: '' }, 'nonce'],
    ['a nonce that is a number', { nonce: 1 }, 'nonce'],
    ['no query', { dcql_query: undefined }, 'dcql_query'],
    ['a broken query', { dcql_query: { credentials: [] } }, 'dcql_query.credentials'],
    ['metadata that are text', { client_metadata: '{}' }, 'client_metadata'],
    ['an expiry that is text', { exp: 'tomorrow' }, 'exp'],
  ])('refuses %s', (_name, change, place) => {
    const request = Object.fromEntries(
      Object.entries({ ...sampleRequest, ...change }).filter(([, value]) => value !== undefined),
    )
    expect(() => parseAuthorizationRequest(request)).toThrow(
      expect.objectContaining({
        code: 'authorization_request_malformed',
        message: expect.stringContaining(place),
      }),
    )
  })

  test.each([
    ['redirect_uri', 'https://hire.example/cb'],
    ['presentation_definition', {}],
    ['presentation_definition_uri', 'https://hire.example/pd'],
    ['scope', 'badges'],
    ['client_id_scheme', 'did'],
    ['client_metadata_uri', 'https://hire.example/metadata'],
    ['transaction_data', ['eyJ0eXBlIjoicGF5bWVudCJ9']],
  ])('does not take %s', (name, value) => {
    expect(() => parseAuthorizationRequest({ ...sampleRequest, [name]: value })).toThrow(
      expect.objectContaining({ code: 'authorization_request_unsupported' }),
    )
  })

  test.each([[undefined], [null], ['text'], [[]], [7]])('refuses %j', (value) => {
    expect(() => parseAuthorizationRequest(value)).toThrow(
      expect.objectContaining({ code: 'authorization_request_malformed' }),
    )
  })
})
