import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../../shared/errors/app-error.ts'
import { assertJsonStrict, parseJsonStrict } from '../../../shared/json/json.ts'
import { processorTime } from '../../support/processor-time.ts'

const malformed: [name: string, text: string][] = [
  ['nothing', ''],
  ['a byte order mark', '\uFEFF{}'],
  ['a trailing comma', '{"a":1,}'],
  ['a comment', '{"a":1}//'],
  ['single quotes', "{'a':1}"],
  ['two values', '{}{}'],
  ['NaN', '{"a":NaN}'],
  ['a leading zero', '{"a":01}'],
  ['a raw line break in a string', '{"a":"\n"}'],
  ['a member given twice', '{"a":1,"a":1}'],
  ['a member given twice, once escaped', '{"issuer":1,"\\u0069ssuer":2}'],
  ['a member given twice, deep inside', '[{"x":{"a":[],"b":{},"a":[]}}]'],
  ['a member given twice, with white space before the colon', '{"a":1,"a" \n\t :1}'],
  ['__proto__', '{"__proto__":{"type":"x"}}'],
  ['__proto__, escaped', '{"\\u005f_proto__":{}}'],
  ['__proto__ inside an array', '[[{"a":[{"__proto__":null}]}]]'],
  ['constructor', '{"constructor":{"prototype":{}}}'],
  ['a lone surrogate, escaped', '{"a":"\\ud800"}'],
  ['a lone low surrogate, escaped', '{"a":"x\\udc00y"}'],
  ['a lone surrogate, raw', '{"a":"\ud800"}'],
  ['surrogates the wrong way round', '"\\udc00\\ud800"'],
  ['a lone surrogate in a name', '{"\\ud800":1}'],
  ['a number beyond all floats', '{"a":1e400}'],
  ['a number beyond all floats, negative', '[-1e400]'],
  ['a fraction with an exponent beyond all floats', '[true,1.5E999]'],
  ['an integer that a float rounds, after others', '[1,22,{"a":9007199254740993}]'],
  ['an integer that a float rounds', '{"a":9007199254740993}'],
  ['a huge integer', `[${'9'.repeat(5000)}]`],
  ['100,000 levels of arrays', '['.repeat(100_000) + ']'.repeat(100_000)],
  ['100,000 levels of objects', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
  ['100,000 levels, never closed', '['.repeat(100_000)],
  ['more values than anybody needs, as items', `[${'0,'.repeat(50_000)}0]`],
  ['more values than anybody needs, as objects', `[${'{},'.repeat(50_000)}{}]`],
  [
    'more values than anybody needs, as members',
    `{${Array.from({ length: 50_001 }, (_, index) => `"${index}":0`).join()}}`,
  ],
  ['one level too many', '['.repeat(65) + ']'.repeat(65)],
]

const wellFormed: [name: string, text: string][] = [
  ['an emoji, raw', '{"a":"🏅"}'],
  ['an emoji, escaped', '{"a":"\\ud83c\\udfc5"}'],
  ['the same name in different objects', '[{"a":1},{"a":{"a":2}}]'],
  ['a name that ends in a backslash', '{"a\\\\":1,"a":2}'],
  ['quotes and braces inside strings', '{"a":"\\"}],{[\\\\","b":"{\\"b\\":1}"}'],
  ['a value that equals the name', '{"a":"a","b":"a"}'],
  ['the largest safe integer', '[9007199254740991,-9007199254740991]'],
  ['a fraction and an exponent', '[0.1,1E3,-2.5e-7,0,-0]'],
  ['64 levels', '['.repeat(64) + ']'.repeat(64)],
  ['digits, exponents and reserved names inside strings', '{"a":"1e999","b":["__proto__","x"]}'],
  ['a fraction of many digits', '[0.12345678901234567890]'],
  ['an empty name', '{"":1}'],
  ['a string alone', '"prototype"'],
]

describe('parseJsonStrict', () => {
  it.each(malformed)('refuses %s', (_, text) => {
    expect(() => parseJsonStrict(text)).toThrow(expect.objectContaining({ code: 'json_malformed' }))
  })

  it.each(wellFormed)('reads %s', (_, text) => {
    expect(parseJsonStrict(text)).toEqual(JSON.parse(text))
  })

  it('refuses text that is too long before looking at it, by bytes and not by characters', () => {
    const tooLarge = expect.objectContaining({ code: 'body_too_large' })
    expect(() => parseJsonStrict('x'.repeat(101), { maxBytes: 100 })).toThrow(tooLarge)
    expect(() => parseJsonStrict(`"${'é'.repeat(50)}"`, { maxBytes: 100 })).toThrow(tooLarge)
    expect(parseJsonStrict(`"${'é'.repeat(49)}"`, { maxBytes: 100 })).toBe('é'.repeat(49))
  })

  it('takes other limits', () => {
    expect(() => parseJsonStrict('[1,2]', { maxValues: 2 })).toThrow(AppError)
    expect(parseJsonStrict('[1]', { maxValues: 2 })).toEqual([1])
    expect(() => parseJsonStrict('[[1]]', { maxDepth: 1 })).toThrow(AppError)
    expect(parseJsonStrict('[1]', { maxDepth: 1 })).toEqual([1])
  })

  it.each([
    ['opens four million lists', '['.repeat(4_000_000)],
    ['gives a million members', `{${'"":1,'.repeat(1_000_000)}"":1}`],
  ])('does not build what a text holds that %s', (_, text) => {
    const milliseconds = processorTime(() => {
      expect(() => parseJsonStrict(text, { maxBytes: 8_000_000 })).toThrow(AppError)
    })
    expect(milliseconds).toBeLessThan(60)
  })

  it.each(['"', '{"a', '["\\"', '"\\\\\\"'])(
    'comes to the end of a string without one: %s',
    (text) => {
      expect(() => parseJsonStrict(text)).toThrow(
        expect.objectContaining({ code: 'json_malformed' }),
      )
    },
  )

  it('never repeats the input in its message', () => {
    const secret = 'jane@example.org'
    const texts = [`{"${secret}":1,"${secret}":2}`, `{"a":"${secret}"`, `{"__proto__":"${secret}"}`]
    for (const text of texts) {
      expect(() => parseJsonStrict(text)).toThrow(
        expect.objectContaining({ message: expect.not.stringContaining('jane') }),
      )
    }
  })

  it('reads a string of a megabyte that is all escapes', () => {
    const text = `"${'\\\\'.repeat(250_000)}${'\\"'.repeat(250_000)}"`
    expect(parseJsonStrict(text)).toHaveLength(500_000)
  })

  it('reads whatever JSON.stringify writes of well-formed values', () => {
    const values = fc.jsonValue({ noUnicodeString: false, maxDepth: 8 }).filter(isReadable)
    fc.assert(
      fc.property(values, (value) => {
        expect(parseJsonStrict(JSON.stringify(value, null, 2))).toEqual(
          JSON.parse(JSON.stringify(value)),
        )
      }),
    )
  })
})

describe('assertJsonStrict', () => {
  it.each(malformed.filter(([name]) => isVisibleInAValue(name)))('refuses %s', (_, text) => {
    expect(() => assertJsonStrict(JSON.parse(text))).toThrow(
      expect.objectContaining({ code: 'json_malformed' }),
    )
  })

  it.each(wellFormed)('lets through %s', (_, text) => {
    expect(assertJsonStrict(JSON.parse(text))).toBeUndefined()
  })
})

function isVisibleInAValue(name: string): boolean {
  return (
    /__proto__|constructor|surrogate|beyond|integer|level|more values/.test(name) &&
    !/never/.test(name)
  )
}

function isReadable(value: unknown): boolean {
  try {
    assertJsonStrict(value)
    return true
  } catch {
    return false
  }
}
