import { describe, expect, test } from 'vitest'
import { entityTagOf, isUnchanged } from '../../../../shared/server/documents/entity-tag.ts'

describe('entityTagOf', () => {
  test('is the same for the same bytes, as text or not, and another for others', () => {
    expect(entityTagOf('{}')).toBe(entityTagOf(Buffer.from('{}')))
    expect(entityTagOf('{}')).not.toBe(entityTagOf('{ }'))
    expect(entityTagOf('{}')).toMatch(/^"[\w-]{22}"$/)
  })
})

describe('isUnchanged', () => {
  test.each([
    ['the tag', '"a"', true],
    ['the tag as a weak one', 'W/"a"', true],
    ['one of several', '"b", W/"a"', true],
    ['anything', '*', true],
    ['another', '"b"', false],
    ['a tag that holds it', '"aa"', false],
    ['nothing', undefined, false],
    ['an empty header', '', false],
  ])('compares with %s', (_what, header, expected) => {
    expect(isUnchanged(header, '"a"')).toBe(expected)
  })
})
