import { describe, expect, test } from 'vitest'
import {
  buildRequestLink,
  buildRequestUri,
  type RequestLink,
  readRequestUri,
} from '../../../shared/oid4vc/oid4vp-request-uri.ts'
import { sampleRequest } from './oid4vp-sample.ts'

const byReference: RequestLink = {
  kind: 'by-reference',
  clientId: 'decentralized_identifier:did:web:localhost%3A3003',
  requestUri: 'https://hire.example/requests/x/object',
  method: 'post',
}
const byValue: RequestLink = {
  kind: 'by-value',
  request: {
    ...sampleRequest,
    client_id: 'redirect_uri:https://hire.example/requests/x/response',
  },
}

describe('buildRequestUri', () => {
  test('refers to the request', () => {
    expect(buildRequestUri(byReference)).toBe(
      'openid4vp://?client_id=decentralized_identifier%3Adid%3Aweb%3Alocalhost%253A3003&request_uri=https%3A%2F%2Fhire.example%2Frequests%2Fx%2Fobject&request_uri_method=post',
    )
  })

  test('says all of a request that is not signed', () => {
    const { searchParams } = new URL(buildRequestUri(byValue))
    expect(Object.fromEntries(searchParams)).toEqual({
      ...byValue.request,
      dcql_query: JSON.stringify(sampleRequest.dcql_query),
      client_metadata: JSON.stringify(sampleRequest.client_metadata),
    })
  })
})

describe('buildRequestLink', () => {
  test('keeps the request in the fragment, which no server sees', () => {
    const url = new URL(buildRequestLink('https://wallet.example/', byReference))
    expect([url.origin, url.pathname, url.search]).toEqual([
      'https://wallet.example',
      '/present',
      '',
    ])
    expect(new URLSearchParams(url.hash.slice(1)).get('request_uri')).toBe(byReference.requestUri)
  })
})

describe('readRequestUri', () => {
  test.each<[string, string, RequestLink]>([
    ['our own link', buildRequestUri(byReference), byReference],
    ['our own unsigned link', buildRequestUri(byValue), byValue],
    [
      'the link for a web wallet',
      buildRequestLink('https://wallet.example', byReference),
      byReference,
    ],
    [
      'an unsigned one for a web wallet',
      buildRequestLink('https://wallet.example', byValue),
      byValue,
    ],
    [
      'the query form of it',
      buildRequestLink('https://wallet.example', byReference).replace('#', '?'),
      byReference,
    ],
    [
      'another authority, and GET where nothing is said',
      'openid4vp://authorize?client_id=x509_hash%3Aabc&request_uri=https%3A%2F%2Fa.example%2F1',
      {
        kind: 'by-reference',
        clientId: 'x509_hash:abc',
        requestUri: 'https://a.example/1',
        method: 'get',
      },
    ],
    ['space around it', `\n ${buildRequestUri(byReference)} `, byReference],
  ])('reads %s', (_name, text, expected) => {
    expect(readRequestUri(text)).toEqual(expected)
  })

  const reference = 'client_id=a&request_uri=https%3A%2F%2Fa.example'
  test.each([
    ['nothing', ''],
    ['text', 'hello'],
    ['a path', '/present'],
    ['another scheme', `javascript:alert(1)?${reference}`],
    ['a data URL', `data:text/html,?${reference}`],
    ['an offer', 'openid-credential-offer://?credential_offer_uri=https%3A%2F%2Fa.example'],
    ['no parameters', 'openid4vp://'],
    ['nobody who asks', 'openid4vp://?request_uri=https%3A%2F%2Fa.example'],
    ['a reference that is no address', 'openid4vp://?client_id=a&request_uri=a'],
    ['a name given twice', `openid4vp://?${reference}&client_id=b`],
    ['a method that is none', `openid4vp://?${reference}&request_uri_method=PUT`],
    ['a method in capitals', `openid4vp://?${reference}&request_uri_method=POST`],
    ['a query that is not JSON', buildRequestUri(byValue).replace('dcql_query=%7B', 'dcql_query=')],
    [
      'a query with a name twice',
      `${buildRequestUri(byValue).replace(/&dcql_query=[^&]*/, '')}&dcql_query=${encodeURIComponent('{"credentials":[],"credentials":[]}')}`,
    ],
    ['a link without end', `openid4vp://?${reference}&x=${'a'.repeat(33_000)}`],
  ])('refuses %s', (_name, text) => {
    expect(() => readRequestUri(text)).toThrow(
      expect.objectContaining({ code: 'authorization_request_malformed' }),
    )
  })

  test('does not take a whole request object in the link', () => {
    expect(() => readRequestUri('openid4vp://?client_id=a&request=e30.e30.AA')).toThrow(
      expect.objectContaining({ code: 'authorization_request_unsupported' }),
    )
  })
})
