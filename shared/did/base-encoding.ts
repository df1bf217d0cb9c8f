import { AppError } from '../errors/app-error.ts'

/**
 * Strict codecs: what decodes is exactly what encoding gives back, so one value has one spelling. Both throw
 * `encoding_malformed`.
 */

const base64urlAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const base58Alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'

/** Base58 takes quadratic time: keys and signatures are far shorter than this. */
const maxBase58Length = 512

const base64urlCharacters = new TextEncoder().encode(base64urlAlphabet)
const base64urlValues = valuesOf(base64urlAlphabet)
const base58Values = valuesOf(base58Alphabet)

/** @see https://www.rfc-editor.org/rfc/rfc4648#section-5 without padding */
export function encodeBase64url(bytes: Uint8Array): string {
  const characters = new Uint8Array(Math.ceil((bytes.length * 4) / 3))
  let bits = 0
  let bitCount = 0
  let at = 0
  for (const byte of bytes) {
    bits = ((bits << 8) | byte) & 0xffff
    bitCount += 8
    while (bitCount >= 6) {
      bitCount -= 6
      characters[at++] = base64urlCharacters[(bits >> bitCount) & 63] ?? 0
    }
  }
  if (bitCount > 0) characters[at] = base64urlCharacters[(bits << (6 - bitCount)) & 63] ?? 0
  return new TextDecoder().decode(characters)
}

/** Refuses padding, white space, the other base64 alphabet and left-over bits that are not zero. */
export function decodeBase64url(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4))
  let bits = 0
  let bitCount = 0
  let at = 0
  for (let index = 0; index < text.length; index++) {
    bits = ((bits << 6) | valueAt(base64urlValues, text, index)) & 0x3fff
    bitCount += 6
    if (bitCount < 8) continue
    bitCount -= 8
    bytes[at++] = bits >> bitCount
  }
  const hasLeftOver = (bits & ((1 << bitCount) - 1)) !== 0
  if (text.length % 4 === 1 || hasLeftOver) throw malformed('base64url')
  return bytes
}

/** Base58 with the Bitcoin alphabet, without the multibase `z`. */
export function encodeBase58(bytes: Uint8Array): string {
  const firstNonZero = bytes.findIndex((byte) => byte !== 0)
  const zeros = firstNonZero === -1 ? bytes.length : firstNonZero
  const digits = changeBase(bytes.subarray(zeros), 256, 58)
  return '1'.repeat(zeros) + digits.map((digit) => base58Alphabet[digit] ?? '').join('')
}

export function decodeBase58(text: string): Uint8Array<ArrayBuffer> {
  if (text.length > maxBase58Length) throw malformed('base58')
  const values = Array.from(text, (_, index) => valueAt(base58Values, text, index))
  const firstNonZero = values.findIndex((value) => value !== 0)
  const zeros = firstNonZero === -1 ? values.length : firstNonZero
  const bytes = changeBase(values.slice(zeros), 58, 256)
  const decoded = new Uint8Array(zeros + bytes.length)
  decoded.set(bytes, zeros)
  return decoded
}

function changeBase(digits: Iterable<number>, from: number, to: number): number[] {
  const leastFirst: number[] = []
  for (const digit of digits) {
    let carry = digit
    for (let index = 0; index < leastFirst.length; index++) {
      carry += (leastFirst[index] ?? 0) * from
      leastFirst[index] = carry % to
      carry = Math.floor(carry / to)
    }
    for (; carry > 0; carry = Math.floor(carry / to)) leastFirst.push(carry % to)
  }
  return leastFirst.reverse()
}

function valuesOf(alphabet: string): Int8Array {
  const values = new Int8Array(128).fill(-1)
  for (const [value, character] of Array.from(alphabet).entries()) {
    values[character.charCodeAt(0)] = value
  }
  return values
}

function valueAt(values: Int8Array, text: string, index: number): number {
  const value = values[text.charCodeAt(index)] ?? -1
  if (value < 0) throw malformed(values === base58Values ? 'base58' : 'base64url')
  return value
}

function malformed(encoding: 'base58' | 'base64url'): AppError {
  return new AppError('encoding_malformed', `This is not valid ${encoding}`)
}
