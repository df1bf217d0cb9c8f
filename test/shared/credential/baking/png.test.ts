import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bakePng } from '../../../../shared/credential/baking/bake-png.ts'
import { unbakePng } from '../../../../shared/credential/baking/unbake-png.ts'
import { isAppError } from '../../../../shared/errors/app-error.ts'
import { badgeJson, chunk, chunksOf, dot, fileOf, header, jws, pixels } from './sample-pictures.ts'

const baked = (text: string, keyword = 'openbadgecredential', flags = '\0\0\0\0\0') =>
  chunk('iTXt', `${keyword}${flags}${text}`)
const older = chunk('tEXt', 'openbadgecredential\0{}')
const compressed = Buffer.concat([
  Buffer.from('openbadgecredential\0\x01\0\0\0'),
  deflateSync(Buffer.alloc(50_000_000)),
])

describe('bakePng', () => {
  test('writes one uncompressed international text behind the header', () => {
    const text = Buffer.from(badgeJson).toString('latin1')
    expect(chunksOf(bakePng(dot(chunk('pHYs', 'as it was')), badgeJson))).toEqual([
      ['IHDR', expect.anything()],
      ['iTXt', `openbadgecredential\0\0\0\0\0${text}`],
      ['pHYs', 'as it was'],
      ['IDAT', expect.anything()],
      ['IEND', ''],
    ])
  })

  test('takes the place of every badge that was there', () => {
    const old = dot(baked('{}'), baked('{}'), chunk('tEXt', 'openbadges\0https://a.example'))
    expect(Buffer.from(bakePng(old, jws))).toEqual(Buffer.from(bakePng(dot(), jws)))
  })

  test('leaves out what hangs on behind the end', () => {
    const png = Buffer.concat([dot(), Buffer.from('<script>')])
    expect(bakePng(png, jws)).toEqual(bakePng(dot(), jws))
  })

  test.each(['', 'hello', 'a.b', '{"a":"\u0000"}', '{"a":"\ud800"}', '[]'])(
    'puts nothing into a picture that is not a badge: %j',
    (text) => {
      expect(() => bakePng(dot(), text)).toThrow(
        expect.objectContaining({ code: 'badge_file_malformed' }),
      )
    },
  )
})

describe('unbakePng', () => {
  test('gives back any text that was baked', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.string()), (badge) => {
        const text = JSON.stringify(badge)
        expect(unbakePng(bakePng(dot(), text))).toEqual({ kind: 'open-badge-3', text })
      }),
    )
  })

  test('throws nothing but its own error, whatever the bytes are', () => {
    const good = bakePng(dot(), badgeJson)
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(255), fc.boolean(), (at, byte, isCut) => {
        const bytes = isCut ? good.slice(0, at) : good.with(at, byte)
        try {
          const read = unbakePng(bytes)
          expect(read === undefined || read.text === badgeJson).toBe(true)
        } catch (error) {
          expect(isAppError(error) && error.code).toBe('badge_file_malformed')
        }
      }),
    )
  })

  test('finds no badge in a picture without one', () => {
    expect(unbakePng(dot())).toBeUndefined()
    expect(unbakePng(dot(chunk('tEXt', 'Comment\0openbadgecredential')))).toBeUndefined()
    expect(unbakePng(dot(chunk('iTXt', 'openbadgecredential')))).toBeUndefined()
  })

  test('reads text that tells its language', () => {
    const told = chunk('iTXt', 'openbadgecredential\0\0\0cy\0bathodyn\0{}')
    expect(unbakePng(dot(told))).toEqual({ kind: 'open-badge-3', text: '{}' })
  })

  test.each([
    ['iTXt', baked('{"a":1}', 'openbadges')],
    ['the older kind of text', chunk('tEXt', 'openbadges\0{"a":1}')],
  ])('reads an Open Badge 2.0 from %s', (_, text) => {
    expect(unbakePng(dot(text))).toEqual({ kind: 'open-badge-2', text: '{"a":1}' })
  })

  test('reads a badge from the older kind of text, as many libraries write it', () => {
    expect(unbakePng(dot(older))).toEqual({ kind: 'open-badge-3', text: '{}' })
  })

  test('reads a learner record, and bakes it in its own place', () => {
    const record = bakePng(dot(), jws, 'learner-record')
    expect(chunksOf(record)[1]).toEqual(['iTXt', `clrcredential\0\0\0\0\0${jws}`])
    expect(unbakePng(record)).toEqual({ kind: 'learner-record', text: jws })
    expect(chunksOf(bakePng(record, jws)).filter(([type]) => type === 'iTXt')).toHaveLength(1)
  })

  test('prefers the newer badge where there are both', () => {
    const both = dot(baked('{"v":2}', 'openbadges'), baked('{"v":3}'))
    expect(unbakePng(both)).toEqual({ kind: 'open-badge-3', text: '{"v":3}' })
  })

  test.each([
    ['international text', chunk('iTXt', compressed)],
    ['the older kind', chunk('zTXt', 'openbadgecredential\0\0x')],
  ])('unpacks no compressed text: %s', (_, text) => {
    expect(() => unbakePng(dot(text))).toThrow(
      expect.objectContaining({ code: 'badge_file_compressed' }),
    )
  })

  test.each([
    ['no bytes', new Uint8Array()],
    ['the signature alone', dot().subarray(0, 8)],
    ['a cut file', dot(baked('{}')).subarray(0, 60)],
    ['a file without its end', fileOf(header(), pixels)],
    ['a wrong checksum', dot(chunk('iTXt', 'openbadgecredential\0\0\0\0\0{}', 7))],
    ['a wrong checksum elsewhere', fileOf(header(), chunk('IDAT', 'x', 7), chunk('IEND'))],
    ['a chunk that is longer than the file', dot(Buffer.from('fffffff069545874', 'hex'))],
    ['a chunk without a name', dot(chunk('\0\0\0\0'))],
    ['a hundred thousand chunks', dot(...Array.from({ length: 100_000 }, () => chunk('teSt')))],
    ['two badges', dot(baked('{}'), baked('{}'))],
    ['two badges, one of them in the older kind of text', dot(baked('{}'), older)],
    ['text without its parts', dot(baked('', 'openbadgecredential', '\0\0\0'))],
    [
      'bytes that are no text',
      dot(chunk('iTXt', Buffer.from('6f70656e6261646765730000000000ff', 'hex'))),
    ],
    ['a NUL in the text', dot(baked('{"a":"\0"}'))],
    ['a badge larger than any', dot(baked(`{"a":"${'a'.repeat(4_200_000)}"}`))],
    ['no header', fileOf(pixels, chunk('IEND'))],
    ['two headers', dot(header())],
    ['a header of another length', fileOf(chunk('IHDR', 'short'), pixels, chunk('IEND'))],
    ['no width', fileOf(header(0, 9), pixels, chunk('IEND'))],
    ['huge dimensions', fileOf(header(0xffffffff, 0xffffffff), pixels, chunk('IEND'))],
    ['no picture', fileOf(header(), chunk('IEND'))],
    ['another kind of file', Buffer.from('GIF89a')],
    ['seventeen megabytes', dot(chunk('teSt', Buffer.alloc(17_000_000)))],
  ])('refuses %s', (_, bytes) => {
    expect(() => unbakePng(bytes)).toThrow(
      expect.objectContaining({ code: 'badge_file_malformed' }),
    )
  })
})
