import { describe, expect, it } from 'vitest'
import { jwsPartsOf } from '../../../shared/credential/jws-parts.ts'

describe('jwsPartsOf', () => {
  it.each([
    ['ey.YQ.c2ln', ['ey', 'YQ', 'c2ln']],
    ['e-_.9.', ['e-_', '9', '']],
    ['ey..c2ln', ['ey', '', 'c2ln']],
  ])('parts %s', (text, parts) => {
    expect(jwsPartsOf(text)).toEqual(parts)
  })

  it.each([
    '',
    '..',
    '.a.b',
    'a.b',
    'a.b.c.d',
    'a.b.c.',
    'a.b.c~',
    ' a.b.c',
    'a.b.c\n',
    'a.b+.c',
    'a.é.c',
  ])('finds none in %j', (text) => {
    expect(jwsPartsOf(text)).toBeUndefined()
  })

  it('reads texts of any length', () => {
    const long = 'x'.repeat(20_000_000)
    expect(jwsPartsOf(`${long}.y.z`)?.[1]).toBe('y')
    expect(jwsPartsOf(`${long}~`)).toBeUndefined()
  })
})
