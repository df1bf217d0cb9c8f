import { describe, expect, test } from 'vitest'
import { bearerTokenOf } from '../../../../shared/server/api/bearer-token.ts'

const asking = (header: string | undefined) => ({
  // Express gives `get` an overload for Set-Cookie, which nothing here asks for
  get: ((name: string) => (name === 'Authorization' ? header : undefined)) as never,
})

describe('bearerTokenOf', () => {
  test.each([
    ['Bearer abc-._~+/123==', 'abc-._~+/123=='],
    ['bearer abc', 'abc'],
    ['Bearer  abc', undefined],
    ['Bearer abc def', undefined],
    ['Bearer abc=d', undefined],
    ['Bearer ', undefined],
    ['Basic abc', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('reads %j as %j', (header, token) => {
    expect(bearerTokenOf(asking(header))).toBe(token)
  })
})
