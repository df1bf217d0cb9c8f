import { describe, expect, test } from 'vitest'
import { hasClaims } from '../../../shared/oid4vc/dcql-claims.ts'

type Query = Parameters<typeof hasClaims>[0]

const document = {
  a: { b: [{ c: 1 }, { c: 2, d: true }, {}] },
  empty: [],
  nothing: null,
}
const red = { id: 'red', path: ['a', 'b', null, 'c'], values: [2] }
const blue = { id: 'blue', path: ['a', 'b', null, 'c'], values: [3] }

describe('hasClaims', () => {
  test.each([
    ['no claims', {}, true],
    ['one of the values, in one of the elements', { claims: [red] }, true],
    ['none of the values', { claims: [blue] }, false],
    ['both', { claims: [red, blue] }, false],
    ['either', { claims: [red, blue], claim_sets: [['blue'], ['red']] }, true],
    ['neither set whole', { claims: [red, blue], claim_sets: [['blue', 'red']] }, false],
    ['a place in a list', { claims: [{ path: ['a', 'b', 1, 'd'], values: [true] }] }, true],
    ['beyond the list', { claims: [{ path: ['a', 'b', 9] }] }, false],
    ['every entry of an empty list', { claims: [{ path: ['empty', null] }] }, false],
    ['there, and nothing', { claims: [{ path: ['nothing'] }] }, false],
    ['there, whatever it is', { claims: [{ path: ['a', 'b'] }] }, true],
    ['not of the same kind', { claims: [{ path: ['a', 'b', 0, 'c'], values: ['1'] }] }, false],
    ['inherited', { claims: [{ path: ['constructor'] }] }, false],
    ['a name where there is a list', { claims: [{ path: ['a', 'b', 'length'] }] }, false],
  ] as [string, Query, boolean][])('%s', (_name, query, isThere) => {
    expect(hasClaims(query, document)).toBe(isThere)
  })
})
