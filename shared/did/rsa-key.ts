import { AppError } from '../errors/app-error.ts'
import { decodeBase64url } from './base-encoding.ts'
import type { FurtherKey } from './public-key.ts'

const minBits = 2048
/** Checking a signature costs the square of the length: nobody honest has longer keys. */
const maxBits = 8192
/** Of base64url, which says six bits each. */
const maxLetters = Math.ceil(maxBits / 6)
const maxExponent = 2n ** 32n

/** RSA keys long enough to prove something and short enough to be checked; with 1 as exponent anyone signs. */
export function isSoundRsaSize(bits: number, exponent: bigint): boolean {
  const isSoundExponent = exponent > 2n && exponent % 2n === 1n && exponent < maxExponent
  return bits >= minBits && bits <= maxBits && isSoundExponent
}

/**
 * From modulus and exponent as a JWK has them. Throws `key_malformed`.
 * @see https://www.rfc-editor.org/rfc/rfc7518#section-6.3.1
 */
export function rsaKeyFromJwk({ n, e }: { n: string; e: string }): FurtherKey {
  const modulus = readInteger(n)
  const exponent = readInteger(e)
  if (modulus % 2n === 0n || !isSoundRsaSize(modulus.toString(2).length, exponent)) {
    throw malformed('The RSA key is not of a size that is used')
  }
  return { curve: 'RSA', bytes: derSequence([derInteger(modulus), derInteger(exponent)]) }
}

/**
 * An RSAPublicKey as SubjectPublicKeyInfo, the one form that WebCrypto reads.
 * @see https://www.rfc-editor.org/rfc/rfc8017#appendix-A.1 and https://www.rfc-editor.org/rfc/rfc5480#section-2
 */
export function rsaSubjectPublicKeyInfo(key: Uint8Array): Uint8Array {
  const bitString = derValue(0x03, [0, ...key])
  return Uint8Array.from(derValue(0x30, [...rsaEncryption, ...bitString]))
}

/** The algorithm's identifier, 1.2.840.113549.1.1.1 and no parameters, in DER. */
const rsaEncryption = [
  ...[0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01],
  ...[0x05, 0x00],
]

/** As many bytes as it needs and no more. */
function readInteger(text: string): bigint {
  const bytes = text.length <= maxLetters ? decode(text) : new Uint8Array()
  if (bytes[0] === undefined || bytes[0] === 0)
    throw malformed('An RSA number is not as it must be')
  return bytes.reduce((value, byte) => value * 256n + BigInt(byte), 0n)
}

function decode(text: string): Uint8Array {
  try {
    return decodeBase64url(text)
  } catch (cause) {
    throw new AppError('key_malformed', 'The key is not encoded as it should be', { cause })
  }
}

function derInteger(value: bigint): number[] {
  const hex = value.toString(16)
  const digits = hex.length % 2 === 0 ? hex : `0${hex}`
  const bytes = (digits.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16))
  const isNegative = (bytes[0] ?? 0) >= 0x80
  return derValue(0x02, isNegative ? [0, ...bytes] : bytes)
}

function derSequence(parts: readonly number[][]): Uint8Array {
  return Uint8Array.from(derValue(0x30, parts.flat()))
}

function derValue(tag: number, content: readonly number[]): number[] {
  const { length } = content
  if (length < 0x80) return [tag, length, ...content]
  if (length < 0x100) return [tag, 0x81, length, ...content]
  return [tag, 0x82, length >> 8, length & 0xff, ...content]
}

function malformed(problem: string): AppError {
  return new AppError('key_malformed', problem)
}
