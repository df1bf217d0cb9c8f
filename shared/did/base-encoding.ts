import { AppError } from '../errors/app-error.ts'
import { nativeBase64url } from './native-base64url.ts'

/**
 * Strict codecs: what decodes is exactly what encoding gives back, so one value has one spelling. Both throw
 * `encoding_malformed`.
 */

const base64urlAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const base58Alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'

/** Base58 takes quadratic time: keys and signatures are far shorter than this. */
const maxBase58Length = 512

/** ASCII alone is decoded: the encoding with the shortest way for it. */
const latin1 = new TextDecoder('latin1')
const utf8 = new TextEncoder()

const base64urlCharacters = new TextEncoder().encode(base64urlAlphabet)
const base64urlValues = valuesOf(base64urlAlphabet)
const base58Characters = new TextEncoder().encode(base58Alphabet)
const base58Values = valuesOf(base58Alphabet)

/** @see https://www.rfc-editor.org/rfc/rfc4648#section-5 without padding */
export function encodeBase64url(bytes: Uint8Array): string {
  return nativeBase64url?.encode(bytes) ?? encodeInScript(bytes)
}

/** As encodeBase64url, of a text's UTF-8. */
export function encodeBase64urlText(text: string): string {
  return nativeBase64url?.encodeText(text) ?? encodeInScript(utf8.encode(text))
}

/** Refuses padding, white space, the other base64 alphabet and left-over bits that are not zero. */
export function decodeBase64url(text: string): Uint8Array<ArrayBuffer> {
  if (nativeBase64url === undefined) return decodeInScript(text)
  const bytes = nativeBase64url.decode(text)
  if (bytes === undefined) throw malformed('base64url')
  return bytes
}

/** As decodeBase64url, for bytes that are read at once and not kept: their memory is not theirs alone. */
export function decodeBase64urlBriefly(text: string): Uint8Array {
  if (nativeBase64url === undefined) return decodeInScript(text)
  const bytes = nativeBase64url.decodeShared(text)
  if (bytes === undefined) throw malformed('base64url')
  return bytes
}

/**
 * The text of base64url whose bytes are ASCII, in fewer steps than bytes take that nobody keeps. Undefined says nothing:
 * then it has to be decoded.
 */
export function decodeBase64urlAscii(text: string): string | undefined {
  return nativeBase64url?.decodeAscii(text)
}

/** The bytes of a text that is ASCII, such as base64url. */
export function asciiBytes(text: string): Uint8Array {
  return nativeBase64url?.bytesOf(text) ?? utf8.encode(text)
}

/** As encodeBase64url, where the platform has nothing of its own. */
export function encodeInScript(bytes: Uint8Array): string {
  const { length } = bytes
  const characters = new Uint8Array(Math.ceil((length * 4) / 3))
  let at = 0
  for (let from = 0; from < length; from += 3) {
    // what is past the end reads as zero, and its characters fall outside of the array
    const bits = ((bytes[from] ?? 0) << 16) | ((bytes[from + 1] ?? 0) << 8) | (bytes[from + 2] ?? 0)
    characters[at++] = base64urlCharacters[bits >> 18] ?? 0
    characters[at++] = base64urlCharacters[(bits >> 12) & 63] ?? 0
    characters[at++] = base64urlCharacters[(bits >> 6) & 63] ?? 0
    characters[at++] = base64urlCharacters[bits & 63] ?? 0
  }
  return latin1.decode(characters)
}

/** As decodeBase64url, where the platform has nothing of its own. */
export function decodeInScript(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4))
  const whole = text.length - (text.length % 4)
  let at = 0
  for (let index = 0; index < whole; index += 4) {
    const three =
      (valueAt(base64urlValues, text, index) << 18) |
      (valueAt(base64urlValues, text, index + 1) << 12) |
      (valueAt(base64urlValues, text, index + 2) << 6) |
      valueAt(base64urlValues, text, index + 3)
    bytes[at++] = three >> 16
    bytes[at++] = three >> 8
    bytes[at++] = three
  }
  let bits = 0
  let bitCount = 0
  for (let index = whole; index < text.length; index++) {
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
  const digits = changeBase(bytes, bytesInGroup, base58InGroup)
  return latin1.decode(digits.map((digit) => base58Characters[digit] ?? 0))
}

export function decodeBase58(text: string): Uint8Array<ArrayBuffer> {
  if (text.length > maxBase58Length) throw malformed('base58')
  const values = new Uint8Array(text.length)
  for (let index = 0; index < text.length; index++) {
    values[index] = valueAt(base58Values, text, index)
  }
  return changeBase(values, base58InGroup, bytesInGroup)
}

/** Digits that are worked on as one, so that a product of two groups still is a safe integer. */
type Group = { base: number; digits: number; size: number }

const bytesInGroup: Group = { base: 256, digits: 3, size: 256 ** 3 }
const base58InGroup: Group = { base: 58, digits: 4, size: 58 ** 4 }

/** @param digits those that are zero in front stand for as many in the other base */
function changeBase(digits: Uint8Array, from: Group, to: Group): Uint8Array<ArrayBuffer> {
  let zeros = 0
  while (digits[zeros] === 0) zeros += 1
  const groups = groupsOf(digits, zeros, from, to)
  const changed = new Uint8Array(zeros + digitsIn(groups, to))
  let at = changed.length
  for (const group of groups) {
    let rest = group
    for (let count = 0; count < to.digits && at > zeros; count++) {
      at -= 1
      changed[at] = rest % to.base
      rest = Math.floor(rest / to.base)
    }
  }
  return changed
}

/** The least first. */
function groupsOf(digits: Uint8Array, zeros: number, from: Group, to: Group): number[] {
  const groups: number[] = []
  let carry = 0
  // the first group holds what is left over
  let left = (digits.length - zeros) % from.digits || from.digits
  for (let at = zeros; at < digits.length; at++) {
    carry = carry * from.base + (digits[at] ?? 0)
    left -= 1
    if (left > 0) continue
    left = from.digits
    for (let index = 0; index < groups.length; index++) {
      const sum = carry + (groups[index] ?? 0) * from.size
      carry = Math.floor(sum / to.size)
      // the remainder, for which the operator takes many times as long on numbers of this size
      groups[index] = sum - carry * to.size
    }
    for (; carry > 0; carry = Math.floor(carry / to.size)) groups.push(carry % to.size)
  }
  return groups
}

function digitsIn(groups: readonly number[], { base, digits }: Group): number {
  if (groups.length === 0) return 0
  let inLast = 0
  for (let rest = groups.at(-1) ?? 0; rest > 0; rest = Math.floor(rest / base)) inLast += 1
  return (groups.length - 1) * digits + inLast
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
