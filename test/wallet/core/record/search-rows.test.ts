import { describe, expect, test } from 'vitest'
import {
  facetsOf,
  isSearching,
  type RowSearch,
  searchRows,
} from '../../../../wallet/core/record/search-rows.ts'
import { rowOf } from './rows.ts'

const rows = [
  rowOf({ id: 'aid', skills: [{ name: 'Staying calm' }, { name: 'First Aid' }] }),
  rowOf({
    id: 'baking',
    name: 'Bara brith',
    provider: 'Tŷ Gwyrdd',
    issuerId: 'did:web:city.example:green',
    validFrom: '2025-06-01T00:00:00Z',
    skills: [{ name: 'Baking', url: 'https://skills.example/bake' }],
  }),
  rowOf({ id: 'swim', name: 'Swimming', skills: [{ name: 'staying  calm' }] }),
]

describe('searchRows', () => {
  test.each<[string, RowSearch, string]>([
    ['nothing', {}, 'aid,baking,swim'],
    ['white space', { text: '  ' }, 'aid,baking,swim'],
    ['a part of a name', { text: 'SWIM' }, 'swim'],
    ['a provider without the accents', { text: 'ty gwyrdd' }, 'baking'],
    ['a provider with them', { text: 'TŶ' }, 'baking'],
    ['a skill', { text: 'baking' }, 'baking'],
    ['words that stand in different places', { text: 'club calm' }, 'aid,swim'],
    ['words of which one stands nowhere', { text: 'club bara' }, ''],
    ['characters that mean something elsewhere', { text: '.*' }, ''],
    ['a skill by its key', { skill: 'staying calm' }, 'aid,swim'],
    ['a provider', { issuerId: 'did:web:city.example:green' }, 'baking'],
    ['a year', { year: '2025' }, 'baking'],
    ['all of it', { year: '2026', skill: 'staying calm', text: 'first' }, 'aid'],
  ])('finds by %s', (_, search, ids) => {
    expect(
      searchRows(rows, search)
        .map(({ id }) => id)
        .join(),
    ).toBe(ids)
  })
})

describe('isSearching', () => {
  test.each<[RowSearch, boolean]>([
    [{}, false],
    [{ text: ' ' }, false],
    [{ text: 'a' }, true],
    [{ year: '2026' }, true],
  ])('%j: %s', (search, expected) => {
    expect(isSearching(search)).toBe(expected)
  })
})

describe('facetsOf', () => {
  test('counts providers, skills and years', () => {
    expect(facetsOf(rows)).toEqual({
      providers: [
        { value: 'did:web:city.example:quay', label: 'Quay Youth Club', count: 2 },
        { value: 'did:web:city.example:green', label: 'Tŷ Gwyrdd', count: 1 },
      ],
      skills: [
        { value: 'baking', label: 'Baking', count: 1 },
        { value: 'first aid', label: 'First Aid', count: 1 },
        { value: 'staying calm', label: 'Staying calm', count: 2 },
      ],
      years: [
        { value: '2026', label: '2026', count: 2 },
        { value: '2025', label: '2025', count: 1 },
      ],
    })
  })
})
