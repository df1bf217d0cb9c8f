import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  asciiBytes,
  decodeBase58,
  decodeBase64url,
  decodeBase64urlAscii,
  decodeBase64urlBriefly,
  decodeInScript,
  encodeBase58,
  encodeBase64url,
  encodeBase64urlText,
  encodeInScript,
} from '../../../shared/did/base-encoding.ts'

const utf8 = new TextEncoder()
const malformed = expect.objectContaining({ code: 'encoding_malformed' })

// RFC 4648 section 10, without padding, and two values in which the url alphabet differs
const base64urlVectors = [
  ['', new Uint8Array()],
  ['Zg', utf8.encode('f')],
  ['Zm8', utf8.encode('fo')],
  ['Zm9v', utf8.encode('foo')],
  ['Zm9vYg', utf8.encode('foob')],
  ['Zm9vYmE', utf8.encode('fooba')],
  ['Zm9vYmFy', utf8.encode('foobar')],
  ['-_-_', Uint8Array.of(0xfb, 0xff, 0xbf)],
] as const

// draft-msporny-base58-03 section 5, and leading zeros alone
const base58Vectors = [
  ['', new Uint8Array()],
  ['2NEpo7TZRRrLZSi2U', utf8.encode('Hello World!')],
  [
    'USm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z',
    utf8.encode('The quick brown fox jumps over the lazy dog.'),
  ],
  ['11233QC4', Uint8Array.of(0, 0, 0x28, 0x7f, 0xb4, 0xcd)],
  ['111', Uint8Array.of(0, 0, 0)],
] as const

describe.each([
  ['encodeBase64url', encodeBase64url],
  ['encodeInScript', encodeInScript],
])('%s', (_name, encode) => {
  test.each(base64urlVectors)('gives %j', (text, bytes) => {
    expect(encode(bytes)).toBe(text)
  })

  test('takes no more than the view', () => {
    expect(encode(Uint8Array.of(9, 0xfb, 0xff, 0xbf, 9).subarray(1, 4))).toBe('-_-_')
  })

  test('agrees with the platform on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(encode(bytes)).toBe(Buffer.from(bytes).toString('base64url'))
      }),
    )
  })
})

describe.each([
  ['decodeBase64url', decodeBase64url],
  ['decodeBase64urlBriefly', (text: string) => Uint8Array.from(decodeBase64urlBriefly(text))],
  ['decodeInScript', decodeInScript],
])('%s', (_name, decode) => {
  test.each(base64urlVectors)('reads %j', (text, bytes) => {
    expect(decode(text)).toEqual(bytes)
  })

  test('gives back what was encoded', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(decode(encodeBase64url(bytes))).toEqual(bytes)
      }),
    )
  })

  test.each([
    ['padding', 'Zg=='],
    ['the other alphabet', '+/+/'],
    ['white space', 'Zm9v YmFy'],
    ['a line break at the end', 'Zm9v\n'],
    ['a length that no bytes have', 'Zm9vY'],
    ['left-over bits that are not zero', 'Zh'],
    ['left-over bits after two bytes', 'Zm9'],
    ['a character beyond ASCII', 'Zm9é'],
    ['a character beyond the basic plane', '😀AA'],
  ])('refuses %s', (_name, text) => {
    expect(() => decode(text)).toThrow(malformed)
  })

  test('accepts no text but the one that encoding gives', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), (text) => {
        const decoded = attempt(() => decode(text))
        expect(decoded === undefined || encodeBase64url(decoded) === text).toBe(true)
      }),
    )
  })
})

describe('encodeBase64urlText', () => {
  test.each([
    ['nothing', ''],
    ['letters beyond ASCII', 'Bathodyn Cymraeg: ŵ, ☕, 😀'],
    ['half a pair', 'a\ud83d'],
    ['more than fits into the memory that is used again', 'ŵ'.repeat(50_000)],
  ])('writes the UTF-8 of %s', (_name, text) => {
    expect(encodeBase64urlText(text)).toBe(encodeInScript(utf8.encode(text)))
  })
})

describe('decodeBase64urlAscii', () => {
  const spelt = (...bytes: number[]) => encodeInScript(Uint8Array.from(bytes))

  test.each([
    ['nothing', ''],
    ['every byte that is ASCII', String.fromCharCode(...Array(128).keys())],
    ['more than fits into the memory that is used again', '{"a":1}'.repeat(20_000)],
  ])('reads %s', (_name, text) => {
    expect(decodeBase64urlAscii(encodeBase64urlText(text))).toBe(text)
  })

  test.each([
    ['a letter of two bytes', spelt(0x61, 0xc5, 0xb5)],
    ['a byte that is no UTF-8', spelt(0x61, 0xff)],
    ['bytes that are no UTF-8, each of them', spelt(0x80, 0xbf, 0xfe)],
    ['a byte order mark', spelt(0xef, 0xbb, 0xbf, 0x61)],
    ['the sign for what is not UTF-8', spelt(0xef, 0xbf, 0xbd)],
    ['padding', 'Zg=='],
    ['the other alphabet', 'Zm+/'],
    ['white space', 'Zm9v YmFy'],
    ['left-over bits that are not zero', 'Zh'],
    ['a length that no bytes have', 'Zm9vY'],
    ['a letter whose last byte is one of the alphabet', 'Zm9\u0176'],
  ])('says nothing of %s', (_name, text) => {
    expect(decodeBase64urlAscii(text)).toBeUndefined()
  })
})

describe('asciiBytes', () => {
  test('gives a byte to a letter', () => {
    expect(Uint8Array.from(asciiBytes('eyJ-_.x'))).toEqual(utf8.encode('eyJ-_.x'))
  })
})

describe('encodeBase58', () => {
  test.each(base58Vectors)('gives %j', (text, bytes) => {
    expect(encodeBase58(bytes)).toBe(text)
  })
})

describe('decodeBase58', () => {
  test.each(base58Vectors)('reads %j', (text, bytes) => {
    expect(decodeBase58(text)).toEqual(bytes)
  })

  test('gives back what was encoded', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(decodeBase58(encodeBase58(bytes))).toEqual(bytes)
      }),
    )
  })

  test.each([
    ['zero', '10'],
    ['capital O', '1O'],
    ['capital I', '1I'],
    ['small l', '1l'],
    ['white space', '1 1'],
    ['a character beyond ASCII', 'é'],
    ['what would take long', 'z'.repeat(513)],
  ])('refuses %s', (_name, text) => {
    expect(() => decodeBase58(text)).toThrow(malformed)
  })

  test('accepts no text but the one that encoding gives', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), (text) => {
        const decoded = attempt(() => decodeBase58(text))
        expect(decoded === undefined || encodeBase58(decoded) === text).toBe(true)
      }),
    )
  })
})

function attempt<T>(decode: () => T): T | undefined {
  try {
    return decode()
  } catch (error) {
    expect(error).toEqual(malformed)
    return undefined
  }
}
