import { DcqlQuery } from 'dcql'
import { describe, expect, test } from 'vitest'
import { matchesCredentialQuery } from '../../../shared/oid4vc/dcql-match.ts'
import { queryForNeeds } from '../../../shared/oid4vc/dcql-needs.ts'
import { zDcqlQuery } from '../../../shared/oid4vc/dcql-query.ts'
import type { Need } from '../../../shared/skills/need.ts'

const guide = 'https://city.example/providers/quay/badges/guide/v/1'
const badge: Need = {
  id: 'a1',
  label: 'Trail guide',
  isRequired: true,
  wanted: { kind: 'badge', ids: [guide, `${guide}/cy`] },
}
const skillUrl = 'https://skills.example/food-safety'
const skill: Need = {
  id: 'b2',
  label: 'Food safety',
  isRequired: false,
  wanted: { kind: 'skill', name: 'Food  safety', url: skillUrl },
  minimumStrength: 'assessed',
}
const meta = {
  type_values: [
    [
      'https://www.w3.org/2018/credentials#VerifiableCredential',
      'https://purl.imsglobal.org/spec/vc/ob/vocab.html#OpenBadgeCredential',
    ],
  ],
}

describe('queryForNeeds', () => {
  test('asks for each need in either format, a skill by its address or its name', () => {
    const common = { require_cryptographic_holder_binding: true, meta }
    const badgeQuery = {
      ...common,
      multiple: false,
      claims: [
        { path: ['credentialSubject', 'achievement', 'id'], values: [guide, `${guide}/cy`] },
      ],
    }
    const alignment = ['credentialSubject', 'achievement', 'alignment', null]
    const skillQuery = {
      ...common,
      multiple: true,
      claims: [
        { id: 'url', path: [...alignment, 'targetUrl'], values: [skillUrl] },
        {
          id: 'name',
          path: [...alignment, 'targetName'],
          values: ['Food safety', 'food safety', 'Food Safety'],
        },
      ],
      claim_sets: [['url'], ['name']],
    }
    const query = queryForNeeds([badge, skill])
    expect(query).toEqual({
      credentials: [
        { id: 'need-a1-ldp', format: 'ldp_vc', ...badgeQuery },
        { id: 'need-a1-jwt', format: 'jwt_vc_json', ...badgeQuery },
        { id: 'need-b2-ldp', format: 'ldp_vc', ...skillQuery },
        { id: 'need-b2-jwt', format: 'jwt_vc_json', ...skillQuery },
      ],
      credential_sets: [
        { options: [['need-a1-ldp'], ['need-a1-jwt']], required: true, purpose: 'Trail guide' },
        {
          options: [['need-b2-ldp'], ['need-b2-jwt'], ['need-b2-ldp', 'need-b2-jwt']],
          required: false,
          purpose: 'Food safety',
        },
      ],
    })
    expect(zDcqlQuery.parse(query)).toEqual(query)
  })

  const named = { targetName: 'food safety', targetUrl: 'https://elsewhere.example/1' }
  const other = { targetName: 'Knots', targetUrl: 'https://skills.example/knots' }
  test.each([
    ['named as it is often written', [other, named], true],
    ['by its address, under another name', [{ targetName: 'Bwyd', targetUrl: skillUrl }], true],
    ['by name alone', [{ targetName: 'Food safety' }, other], true],
    ['another skill', [other], false],
    ['the name of one in part', [{ targetName: 'Food safety lead' }], false],
  ])('the library finds what answers a skill: %s', (_name, alignment, isFound) => {
    expect(answersOf([skill], { alignment })).toEqual(isFound ? ['need-b2-ldp'] : [])
  })

  test.each([
    ['any', 'food safety', true],
    ['another', 'Knots', false],
  ])('we find what answers a skill: %s', (_name, targetName, isFound) => {
    expect(fits({ alignment: [other, { targetName }] })).toBe(isFound)
  })

  test('of no alignments none answers a skill', () => {
    expect([fits({ alignment: [] }), fits({})]).toEqual([false, false])
  })

  test('the library takes only what is required as needed', () => {
    const isSatisfied = (achievement: Record<string, unknown>) =>
      matchOf([badge, skill], achievement).can_be_satisfied
    expect([isSatisfied({ id: guide }), isSatisfied({ alignment: [named] })]).toEqual([true, false])
  })
})

function fits(achievement: Record<string, unknown>): boolean {
  const [query] = queryForNeeds([skill]).credentials
  const document = { type: ['OpenBadgeCredential', 'VerifiableCredential'] }
  return (
    query !== undefined &&
    matchesCredentialQuery(query, {
      format: 'ldp_vc',
      // JSON as a badge has it
      document: { ...document, credentialSubject: { achievement } } as never,
      isHolderBound: true,
    })
  )
}

function matchOf(needs: readonly Need[], achievement: Record<string, unknown>) {
  // the library takes what it parses; what we made is of that shape
  const query = DcqlQuery.parse(queryForNeeds(needs) as unknown as DcqlQuery.Input)
  return DcqlQuery.query(query, [
    {
      credential_format: 'ldp_vc',
      type: meta.type_values.flat(),
      cryptographic_holder_binding: true,
      // JSON as a badge has it
      claims: { credentialSubject: { achievement } } as never,
    },
  ])
}

function answersOf(needs: readonly Need[], achievement: Record<string, unknown>): string[] {
  const { credential_matches: matches } = matchOf(needs, achievement)
  return Object.entries(matches).flatMap(([id, match]) => (match.success ? [id] : []))
}
