import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../shared/json/json.ts'
import { buildBadgeQuery } from '../../../shared/oid4vc/dcql-badges.ts'
import { type DcqlQuery, zDcqlQuery } from '../../../shared/oid4vc/dcql-query.ts'
import type { Verdict } from '../../../shared/verify/report.ts'
import type { HeldBadge } from '../../../wallet/core/held-badge.ts'
import {
  choiceOf,
  fullChoice,
  leastChoice,
  resolveChoice,
  selectBadges,
} from '../../../wallet/core/requested-badges.ts'
import { badgeDocument, heldBadge } from '../fake-ports.ts'

const firstAid = 'https://city.example/badges/first-aid/v/1'
const swimming = 'https://city.example/badges/swimming/v/1'

function held(
  id: string,
  achievementId: string,
  change: Partial<HeldBadge> & { verdict?: Verdict } = {},
): HeldBadge {
  const { verdict = 'valid', ...rest } = change
  const badge = heldBadge({ id, document: badgeDocument(achievementId), ...rest })
  return { ...badge, report: { ...badge.report, verdict } }
}

const queryFor = (...ids: string[]) => buildBadgeQuery(ids.map((id) => [id]))

function candidateIds(selection: ReturnType<typeof selectBadges>): Record<string, string[]> {
  return Object.fromEntries(
    selection.requested.map(({ queryId, candidates }) => [queryId, candidates.map(({ id }) => id)]),
  )
}

describe('selectBadges', () => {
  test('finds the badges that answer each query', () => {
    const badges = [held('a', firstAid), held('b', swimming)]
    expect(candidateIds(selectBadges(queryFor(firstAid, swimming), badges))).toEqual({
      'badge-1-ldp': ['a'],
      'badge-1-jwt': [],
      'badge-2-ldp': ['b'],
      'badge-2-jwt': [],
    })
  })

  test.each([
    [['VerifiableCredential', 'OpenBadgeCredential']],
    [['https://www.w3.org/2018/credentials#VerifiableCredential', 'OpenBadgeCredential']],
  ])('answers verifiers that apply no context and ask for %j', (types) => {
    const query = zDcqlQuery.parse({
      credentials: [{ id: 'q', format: 'ldp_vc', meta: { type_values: [types] } }],
    })
    expect(candidateIds(selectBadges(query, [held('a', firstAid)]))).toEqual({ q: ['a'] })
  })

  test('leaves out badges of somebody else, and formats that the asker does not take', () => {
    const { holder: _, ...foreign } = held('a', firstAid)
    expect(candidateIds(selectBadges(queryFor(firstAid), [foreign]))['badge-1-ldp']).toEqual([])
    const own = held('b', firstAid)
    const selection = selectBadges(queryFor(firstAid), [own], ['jwt_vc_json'])
    expect(candidateIds(selection)['badge-1-ldp']).toEqual([])
  })

  test('puts proven badges first, then the newest', () => {
    const badges = [
      held('revoked', firstAid, { verdict: 'invalid', receivedAt: '2026-11-21T00:00:00Z' }),
      held('unchecked', firstAid, { verdict: 'unknown', receivedAt: '2026-11-20T00:00:00Z' }),
      held('old', firstAid, { receivedAt: '2026-01-01T00:00:00Z' }),
      held('new', firstAid, { receivedAt: '2026-02-01T00:00:00Z' }),
    ]
    expect(candidateIds(selectBadges(queryFor(firstAid), badges))['badge-1-ldp']).toEqual([
      'new',
      'old',
      'unchecked',
      'revoked',
    ])
  })

  test('says what is asked for, whether it is required, and why', () => {
    const query = zDcqlQuery.parse({
      ...queryFor(firstAid, swimming),
      credential_sets: [
        { options: [['badge-1-ldp'], ['badge-1-jwt']] },
        { options: [['badge-2-ldp']], required: false, purpose: 'To teach\u202e children' },
      ],
    })
    const [aid, , swim] = selectBadges(query, []).requested
    expect(aid).toEqual({
      queryId: 'badge-1-ldp',
      isRequired: true,
      isMultiple: false,
      format: 'ldp_vc',
      achievementIds: [firstAid],
      candidates: [],
    })
    expect(swim).toMatchObject({ isRequired: false, purpose: 'To teach children' })
  })

  test('does not take a claim for required where another may stand in for it', () => {
    const query = zDcqlQuery.parse({
      credentials: [
        {
          id: 'q',
          format: 'ldp_vc',
          meta: {},
          claims: [
            { id: 'one', path: ['credentialSubject', 'achievement', 'id'], values: [swimming] },
            { id: 'other', path: ['credentialSubject', 'achievement', 'name'] },
          ],
          claim_sets: [['one'], ['other']],
        },
      ],
    })
    const selection = selectBadges(withTypes(query), [held('a', firstAid)])
    expect(candidateIds(selection)).toEqual({ q: ['a'] })
  })
})

function withTypes(query: DcqlQuery) {
  const type_values = [['https://www.w3.org/2018/credentials#VerifiableCredential']]
  return {
    ...query,
    credentials: query.credentials.map((item) => ({ ...item, meta: { type_values } })),
  }
}

describe('leastChoice', () => {
  test('is one badge for each required thing', () => {
    const badges = [held('a', firstAid), held('b', firstAid), held('c', swimming)]
    expect(leastChoice(selectBadges(queryFor(firstAid, swimming), badges))).toEqual({
      'badge-1-ldp': ['a'],
      'badge-2-ldp': ['c'],
    })
  })

  test('is one badge where any number would do', () => {
    const badges = [held('a', firstAid), held('b', swimming)]
    expect(leastChoice(selectBadges(buildBadgeQuery([]), badges))).toEqual({ 'badges-ldp': ['a'] })
  })

  test('prefers the option whose badges are proven', () => {
    const revoked = held('a', firstAid, { verdict: 'invalid' })
    const jwt = { ...heldJwt('b', badgeDocument(firstAid)) }
    expect(leastChoice(selectBadges(queryFor(firstAid), [revoked, jwt]))).toEqual({
      'badge-1-jwt': ['b'],
    })
  })

  test('is nothing where nothing is required', () => {
    const query = {
      ...queryFor(firstAid),
      credential_sets: [{ options: [['badge-1-ldp']], required: false }],
    }
    expect(leastChoice(selectBadges(query, [held('a', firstAid)]))).toEqual({})
  })

  test('is every query where there are no sets', () => {
    const { credential_sets: _, ...query } = queryFor(firstAid)
    expect(leastChoice(selectBadges(query, [held('a', firstAid)]))).toBeUndefined()
  })
})

/** Not signed: a header, the document, and 64 bytes that are no signature. */
function heldJwt(id: string, document: JsonObject): HeldBadge {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const header = part({ alg: 'EdDSA', typ: 'vc+jwt' })
  const text = `${header}.${part(document)}.${Buffer.alloc(64).toString('base64url')}`
  return { ...heldBadge({ id, document }), text, format: 'jwt_vc_json' }
}

describe('fullChoice', () => {
  test('is every badge where several may be sent, and the best elsewhere', () => {
    const badges = [held('a', firstAid), held('b', firstAid)]
    expect(fullChoice(selectBadges(buildBadgeQuery([]), badges))).toEqual({
      'badges-ldp': ['a', 'b'],
    })
    expect(fullChoice(selectBadges(queryFor(firstAid), badges))).toEqual({ 'badge-1-ldp': ['a'] })
  })
})

describe('choiceOf', () => {
  test('puts the badges wherever they fit', () => {
    const badges = [held('a', firstAid), held('b', firstAid), held('c', swimming)]
    const selection = selectBadges(queryFor(firstAid, swimming), badges)
    expect(choiceOf(selection, ['c', 'b'])).toEqual({ 'badge-1-ldp': ['b'], 'badge-2-ldp': ['c'] })
  })
})

describe('resolveChoice', () => {
  const badges = [held('a', firstAid), held('b', firstAid), held('c', swimming)]
  const selection = selectBadges(queryFor(firstAid, swimming), badges)

  test('gives the badges that were chosen', () => {
    const chosen = resolveChoice(selection, { 'badge-1-ldp': ['b'], 'badge-2-ldp': ['c'] })
    expect(chosen.map(({ queryId, badge }) => [queryId, badge.id])).toEqual([
      ['badge-1-ldp', 'b'],
      ['badge-2-ldp', 'c'],
    ])
  })

  test.for([
    ['nothing', {}],
    ['only a part', { 'badge-1-ldp': ['a'] }],
    ['a badge that does not fit', { 'badge-1-ldp': ['c'], 'badge-2-ldp': ['c'] }],
    ['a badge that is not there', { 'badge-1-ldp': ['x'], 'badge-2-ldp': ['c'] }],
    ['two where one is asked for', { 'badge-1-ldp': ['a', 'b'], 'badge-2-ldp': ['c'] }],
    ['a query that is not there', { other: ['a'], 'badge-2-ldp': ['c'] }],
    ['an empty answer', { 'badge-1-ldp': [], 'badge-2-ldp': ['c'] }],
  ] as const)('refuses %s', ([, choice]) => {
    expect(() => resolveChoice(selection, choice)).toThrow(
      expect.objectContaining({ code: 'badge_missing' }),
    )
  })
})
