import { describe, expect, test } from 'vitest'
import type { DcqlQuery } from '../../../shared/oid4vc/dcql-query.ts'
import {
  answeringChoice,
  firstChoice,
  missingBadges,
  requestItems,
  toggleBadge,
} from '../../../wallet/core/request-choice.ts'
import type { BadgeSelection } from '../../../wallet/core/requested-badges.ts'
import { heldBadge } from '../fake-ports.ts'

type Asked = {
  id: string
  badges: string[]
  isMultiple?: boolean
  isRequired?: boolean
  achievementIds?: string[]
}

/** A request in which these badges fit these questions. */
function selectionOf(asked: Asked[], sets?: DcqlQuery['credential_sets']): BadgeSelection {
  const optional = asked.filter(({ isRequired = true }) => !isRequired)
  const ownSets =
    optional.length === 0
      ? undefined
      : asked.map(({ id, isRequired = true }) => ({ options: [[id]], required: isRequired }))
  const given = sets ?? ownSets
  const query = {
    credentials: asked.map(({ id }) => ({ id })),
    ...(given && { credential_sets: given }),
    // sound: of the query only the ids and sets are looked at here
  } as unknown as DcqlQuery
  return {
    query,
    requested: asked.map(
      ({ id, badges, isMultiple = false, isRequired = true, achievementIds = [] }) => ({
        queryId: id,
        isRequired,
        isMultiple,
        format: 'ldp_vc',
        achievementIds,
        candidates: badges.map((badge) => ({
          ...heldBadge({ id: badge }),
          format: 'ldp_vc' as const,
        })),
      }),
    ),
  }
}

const itemsOf = (selection: BadgeSelection) =>
  requestItems(selection).map(({ badge, isLocked, isRequired }) => [badge.id, isLocked, isRequired])

describe('requestItems', () => {
  test('locks what the request has no answer without, and puts it first', () => {
    const selection = selectionOf([
      { id: 'welcome', badges: ['boat'], isRequired: false },
      { id: 'either', badges: ['first-aid', 'first-aid-2'] },
      { id: 'must', badges: ['hygiene'] },
    ])
    expect(itemsOf(selection)).toEqual([
      ['hygiene', true, true],
      ['first-aid', false, true],
      ['first-aid-2', false, true],
      ['boat', false, false],
    ])
    expect(firstChoice(selection)).toEqual(['first-aid', 'hygiene'])
  })

  test('lists a badge once that answers two questions, as the more needed one', () => {
    const selection = selectionOf([
      { id: 'welcome', badges: ['hygiene'], isRequired: false },
      { id: 'must', badges: ['hygiene'] },
    ])
    expect(itemsOf(selection)).toEqual([['hygiene', true, true]])
  })

  test('locks neither of two that can stand in for each other', () => {
    const asked = [
      { id: 'a', badges: ['boat'] },
      { id: 'b', badges: ['bike'] },
    ]
    const selection = selectionOf(asked, [{ options: [['a'], ['b']], required: true }])
    expect(itemsOf(selection).map(([, isLocked]) => isLocked)).toEqual([false, false])
  })

  test('locks nothing where nothing can be sent', () => {
    const selection = selectionOf([
      { id: 'must', badges: [] },
      { id: 'also', badges: ['boat'] },
    ])
    expect(itemsOf(selection)).toEqual([['boat', false, true]])
    expect(firstChoice(selection)).toEqual([])
    expect(missingBadges(selection).map(({ queryId }) => queryId)).toEqual(['must'])
  })
})

describe('missingBadges', () => {
  const missing = (selection: BadgeSelection) =>
    missingBadges(selection).map(({ queryId }) => queryId)
  const forms = [{ options: [['signed'], ['token']], required: true }]

  test('says nothing of a form in whose place another will do', () => {
    const asked = [
      { id: 'signed', badges: ['first-aid'] },
      { id: 'token', badges: [] },
    ]
    expect(missing(selectionOf(asked, forms))).toEqual([])
  })

  test('names a badge once that is asked for in two forms', () => {
    const asked = ['signed', 'token'].map((id) => ({
      id,
      badges: [],
      achievementIds: ['https://a.example/1'],
    }))
    expect(missing(selectionOf(asked, forms))).toEqual(['token'])
  })
})

describe('toggleBadge', () => {
  const selection = selectionOf([
    { id: 'must', badges: ['hygiene'] },
    { id: 'one', badges: ['boat', 'bike'] },
    { id: 'many', badges: ['bike', 'tea', 'cake'], isMultiple: true, isRequired: false },
  ])

  test.each<[string, string[], string, boolean, string[]]>([
    ['adds one', ['hygiene', 'boat'], 'tea', true, ['hygiene', 'boat', 'tea']],
    [
      'adds several where several may go',
      ['hygiene', 'tea'],
      'cake',
      true,
      ['hygiene', 'tea', 'cake'],
    ],
    [
      'takes the place of the other where one may go',
      ['hygiene', 'boat'],
      'bike',
      true,
      ['hygiene', 'bike'],
    ],
    [
      'leaves the other where it also answers something else',
      ['hygiene', 'bike'],
      'boat',
      true,
      ['hygiene', 'bike', 'boat'],
    ],
    ['takes one away', ['hygiene', 'boat'], 'boat', false, ['hygiene']],
    ['keeps what cannot be left out', ['hygiene', 'boat'], 'hygiene', false, ['hygiene', 'boat']],
    ['counts one once', ['hygiene', 'tea'], 'tea', true, ['hygiene', 'tea']],
  ])('%s', (_, chosen, id, isChosen, expected) => {
    expect(toggleBadge(selection, chosen, id, isChosen)).toEqual(expected)
  })

  test('answers only when everything that is required is there', () => {
    expect(answeringChoice(selection, ['hygiene', 'tea'])).toBeUndefined()
    expect(answeringChoice(selection, [])).toBeUndefined()
    expect(answeringChoice(selection, ['hygiene', 'bike', 'tea'])).toEqual({
      must: ['hygiene'],
      one: ['bike'],
      many: ['bike', 'tea'],
    })
  })
})
