import { decodeBase64url, encodeBase64url } from '../../../../shared/did/base-encoding.ts'

/**
 * Stands in for uint8arrays, which brings every base there is: the ones in which Veramo's key manager is given what to
 * sign.
 */
export function fromString(text: string, encoding = 'utf8'): Uint8Array {
  if (encoding === 'utf8' || encoding === 'utf-8') return new TextEncoder().encode(text)
  if (encoding === 'base64url') return decodeBase64url(text)
  if (encoding !== 'base16') throw new Error(`this wallet does not read ${encoding}`)
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}

function toText(bytes: Uint8Array, encoding = 'utf8'): string {
  if (encoding === 'utf8' || encoding === 'utf-8') return new TextDecoder().decode(bytes)
  if (encoding === 'base64url') return encodeBase64url(bytes)
  if (encoding !== 'base16') throw new Error(`this wallet does not write ${encoding}`)
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]))
}

export { toText as toString }
