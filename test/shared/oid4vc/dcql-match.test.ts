import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../shared/json/json.ts'
import { buildBadgeQuery } from '../../../shared/oid4vc/dcql-badges.ts'
import {
  type AnswerFault,
  findAnswerFault,
  isSatisfiedBy,
  matchesCredentialQuery,
  type QueriedCredential,
} from '../../../shared/oid4vc/dcql-match.ts'
import { zDcqlQuery } from '../../../shared/oid4vc/dcql-query.ts'

// OpenID4VP 1.0, section 7.3
const arthur: JsonObject = {
  type: ['VerifiableCredential'],
  name: 'Arthur Dent',
  address: { street_address: '42 Market Street', locality: 'Milliways', postal_code: '12345' },
  degrees: [
    { type: 'Bachelor of Science', university: 'University of Betelgeuse' },
    { type: 'Master of Science', university: 'University of Betelgeuse' },
  ],
  nationalities: ['British', 'Betelgeusian'],
}

function credential(change: Partial<QueriedCredential> = {}): QueriedCredential {
  return { format: 'ldp_vc', document: arthur, isHolderBound: true, ...change }
}

function query(change: object = {}) {
  const asked = {
    id: 'q',
    format: 'ldp_vc',
    meta: { type_values: [['https://www.w3.org/2018/credentials#VerifiableCredential']] },
    ...change,
  }
  const [parsed] = zDcqlQuery.parse({ credentials: [asked] }).credentials
  if (parsed === undefined) throw new Error('there is one query')
  return parsed
}

describe('matchesCredentialQuery', () => {
  test.each<[string, object]>([
    ['the type alone', {}],
    ['a claim that is there', { claims: [{ path: ['name'] }] }],
    ['an object', { claims: [{ path: ['address'] }] }],
    ['a claim inside', { claims: [{ path: ['address', 'street_address'] }] }],
    ['a value', { claims: [{ path: ['name'], values: ['Ford', 'Arthur Dent'] }] }],
    ['all of a list', { claims: [{ path: ['degrees', null, 'type'] }] }],
    ['one of a list', { claims: [{ path: ['nationalities', 1], values: ['Betelgeusian'] }] }],
    [
      'another type list',
      {
        meta: {
          type_values: [['NotThis'], ['https://www.w3.org/2018/credentials#VerifiableCredential']],
        },
      },
    ],
    [
      'one of two claim sets',
      {
        claims: [
          { id: 'a', path: ['absent'] },
          { id: 'b', path: ['name'] },
        ],
        claim_sets: [['a'], ['b']],
      },
    ],
  ])('finds by %s', (_name, change) => {
    expect(matchesCredentialQuery(query(change), credential())).toBe(true)
  })

  test.each<[string, object, Partial<QueriedCredential>]>([
    ['another format', {}, { format: 'jwt_vc_json' }],
    ['a format that is not read', { format: 'mso_mdoc' }, {}],
    ['another type', { meta: { type_values: [['https://example.org/Other']] } }, {}],
    ['the unexpanded name of a type', { meta: { type_values: [['VerifiableCredential']] } }, {}],
    [
      'only some of the types',
      {
        meta: {
          type_values: [['https://www.w3.org/2018/credentials#VerifiableCredential', 'More']],
        },
      },
      {},
    ],
    ['no claim there', { claims: [{ path: ['absent'] }] }, {}],
    ['another value', { claims: [{ path: ['name'], values: ['Ford'] }] }, {}],
    [
      'a value of another kind',
      { claims: [{ path: ['address', 'postal_code'], values: [12345] }] },
      {},
    ],
    ['a part of the value', { claims: [{ path: ['name'], values: ['Arthur'] }] }, {}],
    ['a name where a list is', { claims: [{ path: ['degrees', 'type'] }] }, {}],
    ['an index where an object is', { claims: [{ path: ['address', 0] }] }, {}],
    ['a prototype', { claims: [{ path: ['__proto__', 'toString'] }] }, {}],
    ['no key that it is awarded to', {}, { isHolderBound: false }],
    [
      'authorities that nobody knows',
      { trusted_authorities: [{ type: 'unheard_of', values: ['a'] }] },
      {},
    ],
  ])('does not find with %s', (_name, change, other) => {
    expect(matchesCredentialQuery(query(change), credential(other))).toBe(false)
  })
})

const wanted = buildBadgeQuery([['https://city.example/first-aid'], ['https://city.example/guide']])

describe('isSatisfiedBy', () => {
  test.each<[string, string[], boolean]>([
    ['each badge in some format', ['badge-1-ldp', 'badge-2-jwt'], true],
    ['a badge in both formats', ['badge-1-ldp', 'badge-1-jwt', 'badge-2-ldp'], true],
    ['one badge missing', ['badge-1-ldp', 'badge-1-jwt'], false],
    ['nothing', [], false],
  ])('%s', (_name, ids, expected) => {
    expect(isSatisfiedBy(wanted, new Set(ids))).toBe(expected)
  })

  test('without sets, every query is required', () => {
    const { credentials } = wanted
    const ids = credentials.map(({ id }) => id)
    expect(isSatisfiedBy({ credentials }, new Set(ids))).toBe(true)
    expect(isSatisfiedBy({ credentials }, new Set(ids.slice(1)))).toBe(false)
  })

  test('a set that is not required may stay unanswered', () => {
    const { credentials } = wanted
    const optional = { options: [['badge-1-ldp']], required: false }
    expect(isSatisfiedBy({ credentials, credential_sets: [optional] }, new Set())).toBe(true)
  })
})

function badge(achievement: string, format: QueriedCredential['format'] = 'ldp_vc') {
  const document = {
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    credentialSubject: { achievement: { id: `https://city.example/${achievement}` } },
  }
  return { format, document, isHolderBound: true } satisfies QueriedCredential
}

describe('findAnswerFault', () => {
  test.each<[string, Record<string, QueriedCredential[]>, AnswerFault | undefined]>([
    [
      'what was asked',
      { 'badge-1-ldp': [badge('first-aid')], 'badge-2-jwt': [badge('guide', 'jwt_vc_json')] },
      undefined,
    ],
    ['a query that is not there', { 'badge-3-ldp': [badge('first-aid')] }, 'query_unknown'],
    ['a prototype as query', JSON.parse('{"__proto__": []}'), 'query_unknown'],
    ['no credential', { 'badge-1-ldp': [] }, 'answer_empty'],
    [
      'two where one was asked',
      { 'badge-1-ldp': [badge('first-aid'), badge('first-aid')] },
      'answer_not_single',
    ],
    ['another badge', { 'badge-1-ldp': [badge('swimming')] }, 'answer_unfitting'],
    ['another format', { 'badge-1-ldp': [badge('first-aid', 'jwt_vc_json')] }, 'answer_unfitting'],
    ['one badge too few', { 'badge-1-ldp': [badge('first-aid')] }, 'answer_incomplete'],
    ['nothing', {}, 'answer_incomplete'],
  ])('%s', (_name, answers, expected) => {
    expect(findAnswerFault(wanted, new Map(Object.entries(answers)))).toBe(expected)
  })

  test('takes several where several may be sent, and looks at each', () => {
    const any = buildBadgeQuery([])
    const good = [badge('first-aid'), badge('guide')]
    const bad = [badge('first-aid'), { ...badge('guide'), document: { type: ['Other'] } }]
    expect(findAnswerFault(any, new Map([['badges-ldp', good]]))).toBe(undefined)
    expect(findAnswerFault(any, new Map([['badges-ldp', bad]]))).toBe('answer_unfitting')
  })
})
