import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDid } from '../../../shared/did/did.ts'
import {
  createTrustMemory,
  isContradicted,
  newestOf,
  type SeenCity,
} from '../../../shared/trust/trust-memory.ts'

const seen: SeenCity = { seq: 2, size: 20, root: 'r20', endedKeys: ['old'] }
const city = (n: number) => parseDid(`did:web:city-${n}.example`)

describe('newestOf', () => {
  it.each<[string, SeenCity | undefined, SeenCity, SeenCity]>([
    ['the first', undefined, seen, seen],
    ['the newer', { ...seen, seq: 1, size: 10, root: 'r10', endedKeys: [] }, seen, seen],
    [
      'what was known, if that is newer',
      seen,
      { ...seen, seq: 1, size: 10, root: 'r10', endedKeys: [] },
      seen,
    ],
    [
      'the larger log and the newer list, each by itself',
      { ...seen, seq: 1, size: 30, root: 'r30', endedKeys: [] },
      seen,
      { seq: 2, size: 30, root: 'r30', endedKeys: ['old'] },
    ],
    [
      'the hash of the newest list',
      { ...seen, seq: 1, listHash: 'h1' },
      { ...seen, listHash: 'h2' },
      { ...seen, listHash: 'h2' },
    ],
    ['the first hash of a list', seen, { ...seen, listHash: 'h2' }, { ...seen, listHash: 'h2' }],
    [
      'that two lists of one number disagree',
      { ...seen, listHash: 'h2' },
      { ...seen, listHash: 'other' },
      { ...seen, listHash: 'contradicted' },
    ],
  ])('keeps %s', (_, known, next, newest) => {
    expect(newestOf(known, next)).toEqual(newest)
  })

  it('comes to the same in every order', () => {
    const entry = fc.record({
      seq: fc.nat(9),
      size: fc.nat(9),
      listHash: fc.constantFrom('a', 'b'),
    })
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1 }), (entries) => {
        const states = entries.map(({ seq, size, listHash }) => ({
          ...{ seq, size, listHash, root: `r${size}`, endedKeys: [`k${seq}`] },
        }))
        const fold = (list: SeenCity[]) =>
          list.reduce<SeenCity | undefined>((known, next) => newestOf(known, next), undefined)
        expect(fold(states)).toEqual(fold(states.toReversed()))
      }),
    )
  })
})

describe('isContradicted', () => {
  it.each([
    ['nothing was seen', undefined, false],
    ['the same list was seen', { seq: 2, listHash: 'h' }, false],
    ['another list of its number was seen', { seq: 2, listHash: 'other' }, true],
    ['two lists of its number were seen', { seq: 2, listHash: 'contradicted' }, true],
    ['another number was seen', { seq: 1, listHash: 'other' }, false],
    ['it was seen before hashes were kept', { seq: 2 }, false],
  ])('where %s', (_, known, expected) => {
    expect(isContradicted(known, { seq: 2, listHash: 'h' })).toBe(expected)
  })
})

describe('createTrustMemory', () => {
  it('remembers each city by itself', async () => {
    const memory = createTrustMemory()
    await memory.remember(city(1), seen)
    expect(await memory.find(city(1))).toEqual(seen)
    expect(await memory.find(city(2))).toBeUndefined()
  })

  it('never becomes older', async () => {
    const memory = createTrustMemory()
    await memory.remember(city(1), seen)
    await memory.remember(city(1), { ...seen, seq: 1, size: 10 })
    expect(await memory.find(city(1))).toEqual(seen)
  })

  it('is bounded: the city longest unseen goes', async () => {
    const memory = createTrustMemory(2)
    for (const n of [1, 2, 1, 3]) await memory.remember(city(n), seen)
    const found = await Promise.all([1, 2, 3].map((n) => memory.find(city(n))))
    expect(found.map((entry) => entry !== undefined)).toEqual([true, false, true])
  })
})
