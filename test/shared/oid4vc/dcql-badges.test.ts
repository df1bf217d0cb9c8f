import { DcqlQuery } from 'dcql'
import { describe, expect, test } from 'vitest'
import { buildBadgeQuery, wantedBadgeOf } from '../../../shared/oid4vc/dcql-badges.ts'
import { zDcqlQuery } from '../../../shared/oid4vc/dcql-query.ts'

const english = 'https://city.example/providers/quay/badges/guide/v/1'
const welsh = `${english}/cy`
const other = 'https://city.example/providers/quay/badges/first-aid/v/2'
const meta = {
  type_values: [
    [
      'https://www.w3.org/2018/credentials#VerifiableCredential',
      'https://purl.imsglobal.org/spec/vc/ob/vocab.html#OpenBadgeCredential',
    ],
  ],
}

describe('buildBadgeQuery', () => {
  test('asks for a badge in either format and any of its languages', () => {
    const common = { multiple: false, require_cryptographic_holder_binding: true, meta }
    const claims = [{ path: ['credentialSubject', 'achievement', 'id'], values: [english, welsh] }]
    expect(buildBadgeQuery([[english, welsh]])).toEqual({
      credentials: [
        { id: 'badge-1-ldp', format: 'ldp_vc', ...common, claims },
        { id: 'badge-1-jwt', format: 'jwt_vc_json', ...common, claims },
      ],
      credential_sets: [{ options: [['badge-1-ldp'], ['badge-1-jwt']], required: true }],
    })
  })

  test('requires each of several badges', () => {
    const { credential_sets } = buildBadgeQuery([[english], [other]])
    expect(credential_sets).toEqual([
      { options: [['badge-1-ldp'], ['badge-1-jwt']], required: true },
      { options: [['badge-2-ldp'], ['badge-2-jwt']], required: true },
    ])
  })

  test('asks for any badges, several of them, where none is named', () => {
    const common = { multiple: true, require_cryptographic_holder_binding: true, meta }
    expect(buildBadgeQuery([])).toEqual({
      credentials: [
        { id: 'badges-ldp', format: 'ldp_vc', ...common },
        { id: 'badges-jwt', format: 'jwt_vc_json', ...common },
      ],
      credential_sets: [
        { options: [['badges-ldp'], ['badges-jwt'], ['badges-ldp', 'badges-jwt']], required: true },
      ],
    })
  })

  test.each([
    ['one badge', [[english, welsh]]],
    ['two', [[english], [other]]],
    ['any', []],
  ] as [string, [string, ...string[]][]][])(
    'is a query to the library and to us: %s',
    (_name, badges) => {
      const query = buildBadgeQuery(badges)
      expect(zDcqlQuery.parse(query)).toEqual(query)
      const parsed = DcqlQuery.parse(query as unknown as DcqlQuery.Input)
      expect(() => DcqlQuery.validate(parsed)).not.toThrow()
    },
  )
})

describe('wantedBadgeOf', () => {
  test.each([
    ['badge-1-ldp', 0],
    ['badge-12-jwt', 11],
    ['badges-ldp', undefined],
    ['badge-0-ldp', undefined],
    ['x-badge-1-ldp', undefined],
  ])('%s', (id, expected) => {
    expect(wantedBadgeOf(id)).toBe(expected)
  })
})
