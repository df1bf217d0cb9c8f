import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalizeJson } from '../../../shared/json/jcs.ts'

describe('canonicalizeJson', () => {
  it('writes the sample of RFC 8785 section 3.2.2 as section 3.2.3 does', () => {
    const sample = String.raw`{
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
      "literals": [null, true, false]
    }`
    expect(canonicalizeJson(JSON.parse(sample))).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    )
  })

  it('sorts names by UTF-16 unit (RFC 8785 section 3.2.3)', () => {
    const names = ['\u20ac', '\r', '\ufb33', '1', '\u{1f600}', '\u0080', '\u00f6']
    const value = Object.fromEntries(names.map((name) => [name, 0]))
    const sorted = Object.keys(JSON.parse(canonicalizeJson(value)))
    // an engine puts names that are whole numbers first: here it stands second
    expect(canonicalizeJson(value).startsWith('{"\\r":0,"1":0,')).toBe(true)
    expect(sorted.slice(2)).toEqual(['\u0080', '\u00f6', '\u20ac', '\u{1f600}', '\ufb33'])
  })

  it.each<[string, string]>([
    ['0000000000000000', '0'],
    ['8000000000000000', '0'],
    ['0000000000000001', '5e-324'],
    ['7fefffffffffffff', '1.7976931348623157e+308'],
    ['4340000000000000', '9007199254740992'],
    ['4430000000000000', '295147905179352830000'],
    ['44b52d02c7e14af5', '9.999999999999997e+22'],
    ['444b1ae4d6e2ef4f', '999999999999999900000'],
    ['3eb0c6f7a0b5ed8d', '0.000001'],
    ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
  ])('writes the number of bits %s as %s (RFC 8785 appendix B)', (bits, text) => {
    expect(canonicalizeJson(Buffer.from(bits, 'hex').readDoubleBE())).toBe(text)
  })

  it('means the same however the members stood', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'grapheme' }), (value) => {
        const text = canonicalizeJson(value)
        expect(canonicalizeJson(reversed(value))).toBe(text)
        expect(canonicalizeJson(JSON.parse(text))).toBe(text)
      }),
    )
  })

  it.each<[string, unknown]>([
    ['a member without a value', { a: undefined }],
    ['a number that has no end', [Number.POSITIVE_INFINITY]],
    ['what is not a number', Number.NaN],
    ['half a character', 'a\ud800'],
    ['half a character in a name', { '\udc00': 1 }],
    ['a big integer', 1n],
    ['a function', () => 1],
    ['what is nested too deeply', nested(65)],
  ])('refuses %s', (_, value) => {
    expect(() => canonicalizeJson(value)).toThrow(
      expect.objectContaining({ code: 'canonicalization_failed' }),
    )
  })
})

function reversed(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(reversed)
  const members = Object.entries(value).reverse()
  return Object.fromEntries(members.map(([name, member]) => [name, reversed(member)]))
}

function nested(depth: number): unknown {
  return depth === 0 ? [] : [nested(depth - 1)]
}
