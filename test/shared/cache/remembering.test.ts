import { describe, expect, test } from 'vitest'
import { remembering } from '../../../shared/cache/remembering.ts'

describe('remembering', () => {
  function counted() {
    const asked: string[] = []
    const lengthOf = remembering((text) => {
      asked.push(text)
      if (text === 'bad') throw new TypeError('bad')
      return { length: text.length }
    })
    return { asked, lengthOf }
  }

  test('works an answer out once', () => {
    const { asked, lengthOf } = counted()
    expect(lengthOf('a')).toBe(lengthOf('a'))
    expect(asked).toEqual(['a'])
  })

  test('forgets what came first of more than a thousand', () => {
    const { asked, lengthOf } = counted()
    for (let at = 0; at <= 1_000; at += 1) lengthOf(String(at))
    lengthOf('1')
    lengthOf('0')
    expect(asked.slice(1_001)).toEqual(['0'])
  })

  test('keeps neither what was thrown nor what is long', () => {
    const { asked, lengthOf } = counted()
    const long = 'x'.repeat(2_049)
    for (const text of ['bad', 'bad']) expect(() => lengthOf(text)).toThrow(TypeError)
    expect([lengthOf(long), lengthOf(long)]).toEqual([{ length: 2_049 }, { length: 2_049 }])
    expect(asked).toEqual(['bad', 'bad', long, long])
  })
})
