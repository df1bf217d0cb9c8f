import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createBoundedCache } from '../../../shared/cache/bounded-cache.ts'

const start = new Date('2026-11-22T09:00:00Z')

function cacheOf(limits: { maxEntries?: number; maxWeight?: number } = {}) {
  const time = { now: start }
  const cache = createBoundedCache<string>({
    maxEntries: 3,
    maxWeight: 100,
    clock: () => time.now,
    ...limits,
  })
  const keep = (key: string, weight = 1) =>
    cache.set(key, key.toUpperCase(), { ttlSeconds: 10, weight, at: time.now })
  const kept = (...keys: string[]) => keys.filter((key) => cache.find(key) !== undefined)
  const wait = (seconds: number) => {
    time.now = new Date(time.now.getTime() + seconds * 1000)
  }
  return { cache, keep, kept, wait }
}

describe('createBoundedCache', () => {
  test('finds what was set until its time is over', () => {
    const { cache, keep, wait } = cacheOf()
    keep('a')
    wait(9.999)
    expect(cache.find('a')).toBe('A')
    wait(0.001)
    expect(cache.find('a')).toBeUndefined()
  })

  test('counts from the moment that it is given, not from when it was set', () => {
    const { cache, wait } = cacheOf()
    wait(3)
    cache.set('a', 'A', { ttlSeconds: 10, weight: 1, at: start })
    wait(7)
    expect(cache.find('a')).toBeUndefined()
  })

  test('does not trust an entry from the future', () => {
    const { cache, keep, wait } = cacheOf()
    keep('a')
    wait(-1)
    expect(cache.find('a')).toBeUndefined()
  })

  test('drops what was used longest ago', () => {
    const { cache, keep, kept } = cacheOf()
    for (const key of ['a', 'b', 'c']) keep(key)
    cache.find('a')
    keep('d')
    expect(kept('a', 'b', 'c', 'd')).toEqual(['a', 'c', 'd'])
  })

  test('drops as much as is needed for a heavy entry', () => {
    const { keep, kept } = cacheOf()
    for (const key of ['a', 'b']) keep(key, 40)
    keep('c', 60)
    expect(kept('a', 'b', 'c')).toEqual(['b', 'c'])
  })

  test('does not keep what is heavier than all it may hold, nor what that replaces', () => {
    const { keep, kept } = cacheOf()
    keep('a')
    keep('b')
    keep('b', 101)
    expect(kept('a', 'b')).toEqual(['a'])
  })

  test('weighs a replaced entry once', () => {
    const { keep, kept } = cacheOf()
    for (let round = 0; round < 10; round++) keep('a', 60)
    keep('b', 40)
    expect(kept('a', 'b')).toEqual(['a', 'b'])
  })

  test('never holds more than it may, whatever is set', () => {
    const entry = fc.record({ key: fc.constantFrom(...'abcdefgh'), weight: fc.nat({ max: 120 }) })
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 40 }), (entries) => {
        const { keep, kept } = cacheOf()
        const weights = new Map<string, number>()
        for (const { key, weight } of entries) {
          keep(key, weight)
          weights.set(key, weight)
        }
        const held = kept(...'abcdefgh')
        expect(held.length).toBeLessThanOrEqual(3)
        expect(held.reduce((sum, key) => sum + (weights.get(key) ?? 0), 0)).toBeLessThanOrEqual(100)
      }),
    )
  })
})
