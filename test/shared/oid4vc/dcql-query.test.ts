import { describe, expect, test } from 'vitest'
import { zDcqlQuery } from '../../../shared/oid4vc/dcql-query.ts'

const badges = {
  id: 'badges',
  format: 'ldp_vc',
  meta: { type_values: [['https://www.w3.org/2018/credentials#VerifiableCredential']] },
}

describe('zDcqlQuery', () => {
  test('fills in what may be left out', () => {
    const parsed = zDcqlQuery.parse({
      credentials: [badges],
      credential_sets: [{ options: [['badges']] }],
    })
    expect(parsed).toEqual({
      credentials: [{ ...badges, multiple: false, require_cryptographic_holder_binding: true }],
      credential_sets: [{ options: [['badges']], required: true }],
    })
  })

  // OpenID4VP 1.0, section 6.4.3 and appendix D: examples/query_lang/*.json
  test.each([
    [
      'simple',
      {
        credentials: [
          {
            id: 'my_credential',
            format: 'dc+sd-jwt',
            meta: { vct_values: ['https://credentials.example.com/identity_credential'] },
            claims: [
              { path: ['last_name'] },
              { path: ['first_name'] },
              { path: ['address', 'street_address'] },
            ],
          },
        ],
      },
    ],
    [
      'claims alternatives',
      {
        credentials: [
          {
            id: 'pid',
            format: 'dc+sd-jwt',
            meta: { vct_values: ['https://credentials.example.com/identity_credential'] },
            claims: [
              { id: 'a', path: ['last_name'] },
              { id: 'b', path: ['postal_code'] },
              { id: 'c', path: ['locality'] },
            ],
            claim_sets: [
              ['a', 'c'],
              ['a', 'b'],
            ],
          },
        ],
      },
    ],
    [
      'values',
      {
        credentials: [
          {
            id: 'my_credential',
            format: 'dc+sd-jwt',
            meta: { vct_values: ['https://credentials.example.com/identity_credential'] },
            claims: [{ path: ['postal_code'], values: ['90210', '90211'] }],
          },
        ],
      },
    ],
    ['unknown members', { credentials: [{ ...badges, later: 1 }], later: { more: true } }],
  ])('reads %s', (_name, query) => {
    expect(zDcqlQuery.parse(query)).toMatchObject(query)
  })

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['text', 'credentials'],
    ['no queries', { credentials: [] }],
    ['a query without meta', { credentials: [{ id: 'a', format: 'ldp_vc' }] }],
    ['an id with a space', { credentials: [{ ...badges, id: 'a b' }] }],
    ['an empty id', { credentials: [{ ...badges, id: '' }] }],
    ['an id as a prototype', { credentials: [{ ...badges, id: ['__proto__'] }] }],
    ['two queries with one id', { credentials: [badges, badges] }],
    [
      'a set with an unknown id',
      { credentials: [badges], credential_sets: [{ options: [['b']] }] },
    ],
    ['a set without options', { credentials: [badges], credential_sets: [{ options: [] }] }],
    ['an empty option', { credentials: [badges], credential_sets: [{ options: [[]] }] }],
    ['no type values', { credentials: [{ ...badges, meta: { type_values: [] } }] }],
    ['types that are no lists', { credentials: [{ ...badges, meta: { type_values: ['a'] } }] }],
    ['an empty path', { credentials: [{ ...badges, claims: [{ path: [] }] }] }],
    ['a path with an object', { credentials: [{ ...badges, claims: [{ path: [{}] }] }] }],
    ['a negative index', { credentials: [{ ...badges, claims: [{ path: ['a', -1] }] }] }],
    ['a fraction', { credentials: [{ ...badges, claims: [{ path: ['a', 0.5] }] }] }],
    ['a very long path', { credentials: [{ ...badges, claims: [{ path: Array(21).fill('a') }] }] }],
    [
      'a value that is an object',
      { credentials: [{ ...badges, claims: [{ path: ['a'], values: [{}] }] }] },
    ],
    [
      'a claim set with an unknown id',
      { credentials: [{ ...badges, claims: [{ id: 'a', path: ['a'] }], claim_sets: [['b']] }] },
    ],
    [
      '101 queries',
      { credentials: Array.from({ length: 101 }, (_, id) => ({ ...badges, id: `q${id}` })) },
    ],
  ])('refuses %s', (_name, query) => {
    expect(zDcqlQuery.safeParse(query).success).toBe(false)
  })
})
