import { p256 } from '@noble/curves/nist.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { z } from 'zod'
import { remembering } from '../cache/remembering.ts'
import { AppError } from '../errors/app-error.ts'
import { decodeBase58, decodeBase64url, encodeBase58, encodeBase64url } from './base-encoding.ts'
import { isSoundEd25519Key } from './ed25519-point.ts'

export type KeyCurve = 'Ed25519' | 'P-256'

/** 32 raw bytes for Ed25519, the 33 bytes of the compressed point for P-256. */
export type PublicKey = { readonly curve: KeyCurve; readonly bytes: Uint8Array }

/**
 * Of the kinds that Waymark verifies with where it can and never signs with: the 49 bytes of the compressed point for
 * P-384, an RSAPublicKey in DER for RSA.
 * @see https://www.rfc-editor.org/rfc/rfc8017#appendix-A.1.1
 */
export type FurtherKey = { curve: 'P-384'; bytes: Uint8Array } | { curve: 'RSA'; bytes: Uint8Array }

export type VerifyingKey = PublicKey | FurtherKey

/** Reads the forms that a key is published in. Each throws `key_malformed` for what it does not read. */
export type KeyReaders<Key extends VerifyingKey = VerifyingKey> = {
  fromJwk(jwk: unknown): Key
  fromMultibase(text: string): Key
}

export type PublicJwk = {
  kty: 'OKP' | 'EC'
  crv: KeyCurve
  x: string
  y?: string
  [member: string]: unknown
}

const zOkpJwk = z.looseObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string() })
const zEcJwk = z.looseObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
})

/** @see https://www.rfc-editor.org/rfc/rfc7518#section-6 */
const privateJwkMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']

/** @see https://www.w3.org/TR/cid-1.0/#Multikey (multicodec, as varint bytes) */
const multicodecs: Record<KeyCurve, readonly [number, number]> = {
  Ed25519: [0xed, 0x01],
  'P-256': [0x80, 0x24],
}

const keyCurves: readonly KeyCurve[] = ['Ed25519', 'P-256']

/** From 32 bytes (Ed25519), or a compressed or uncompressed point (P-256). Throws `key_malformed`. */
export function publicKeyFromBytes(curve: KeyCurve, bytes: Uint8Array): PublicKey {
  if (curve === 'P-256') return { curve, bytes: readPoint(bytes).toBytes(true) }
  if (!isSoundEd25519Key(bytes)) {
    throw new AppError('key_malformed', 'The Ed25519 public key is not usable')
  }
  return { curve, bytes }
}

/** Members stand in the order of their names, as the RFC 7638 thumbprint and did:jwk want them. */
export function publicKeyToJwk(key: PublicKey): PublicJwk {
  if (key.curve === 'Ed25519') {
    return { crv: 'Ed25519', kty: 'OKP', x: encodeBase64url(key.bytes) }
  }
  const point = readPoint(key.bytes).toBytes(false)
  return {
    crv: 'P-256',
    kty: 'EC',
    x: encodeBase64url(point.subarray(1, 33)),
    y: encodeBase64url(point.subarray(33)),
  }
}

/**
 * Reads a public JWK of a curve that Waymark uses. Throws `key_malformed` for anything else: a private member,
 * another size, a point that is not on the curve, a key under which signatures prove nothing.
 */
export function publicKeyFromJwk(jwk: unknown): PublicKey {
  if (typeof jwk !== 'object' || jwk === null || !Object.isFrozen(jwk)) return readJwk(jwk)
  const key = keysOfFrozen.get(jwk) ?? readJwk(jwk)
  keysOfFrozen.set(jwk, key)
  return key
}

/** Of documents that are kept, whose keys are asked for again and again. */
const keysOfFrozen = new WeakMap<object, PublicKey>()

function readJwk(jwk: unknown): PublicKey {
  const okp = zOkpJwk.safeParse(jwk)
  const ec = zEcJwk.safeParse(jwk)
  if (okp.success) {
    assertNoPrivateMember(okp.data)
    return publicKeyFromBytes('Ed25519', decodeCoordinate(okp.data.x))
  }
  if (ec.success) {
    assertNoPrivateMember(ec.data)
    const uncompressed = Uint8Array.of(
      4,
      ...decodeCoordinate(ec.data.x),
      ...decodeCoordinate(ec.data.y),
    )
    return publicKeyFromBytes('P-256', uncompressed)
  }
  throw new AppError('key_malformed', 'The JWK is not a public Ed25519 or P-256 key')
}

/** `z6Mk…` for Ed25519, `zDna…` for P-256. */
export function publicKeyToMultibase(key: PublicKey): string {
  return `z${encodeBase58(Uint8Array.of(...multicodecs[key.curve], ...key.bytes))}`
}

/** Throws `key_malformed` as publicKeyFromJwk does. */
export function publicKeyFromMultibase(text: string): PublicKey {
  return readMultibase(text)
}

const readMultibase = remembering((text): PublicKey => {
  const bytes = decodeMultibase(text)
  const curve = keyCurves.find((name) => hasMulticodec(bytes, name))
  const length = 2 + (curve === 'P-256' ? 33 : 32)
  if (curve === undefined || bytes.length !== length) {
    throw new AppError('key_malformed', 'The multibase value is not an Ed25519 or P-256 public key')
  }
  return publicKeyFromBytes(curve, bytes.slice(2))
})

export const keyReaders: KeyReaders<PublicKey> = {
  fromJwk: publicKeyFromJwk,
  fromMultibase: publicKeyFromMultibase,
}

/** base64url SHA-256 over the required members only. @see https://www.rfc-editor.org/rfc/rfc7638 */
export function jwkThumbprint(jwk: PublicJwk): string {
  const { crv, kty, x, y } = jwk
  const required = kty === 'EC' ? { crv, kty, x, y } : { crv, kty, x }
  return encodeBase64url(sha256(new TextEncoder().encode(JSON.stringify(required))))
}

function readPoint(bytes: Uint8Array): InstanceType<typeof p256.Point> {
  try {
    const point = p256.Point.fromBytes(bytes)
    point.assertValidity()
    return point
  } catch (cause) {
    throw new AppError('key_malformed', 'The P-256 public key is not a point on the curve', {
      cause,
    })
  }
}

function decodeCoordinate(text: string): Uint8Array {
  const bytes = text.length === 43 ? decodeKeyText(() => decodeBase64url(text)) : undefined
  if (bytes === undefined) throw new AppError('key_malformed', 'A JWK coordinate is not 32 bytes')
  return bytes
}

/** The bytes of a multibase text in base58btc, `z…`. @throws AppError key_malformed */
export function decodeMultibase(text: string): Uint8Array {
  if (!text.startsWith('z'))
    throw new AppError('key_malformed', 'The key is not multibase base58btc')
  return decodeKeyText(() => decodeBase58(text.slice(1)))
}

function decodeKeyText(decode: () => Uint8Array): Uint8Array {
  try {
    return decode()
  } catch (cause) {
    throw new AppError('key_malformed', 'The key is not encoded as it should be', { cause })
  }
}

function hasMulticodec(bytes: Uint8Array, curve: KeyCurve): boolean {
  const [first, second] = multicodecs[curve]
  return bytes[0] === first && bytes[1] === second
}

/** @throws AppError key_malformed where the JWK holds more than a public key. @see RFC 7518 section 6 */
export function assertNoPrivateMember(jwk: object): void {
  if (!privateJwkMembers.some((member) => Object.hasOwn(jwk, member))) return
  throw new AppError(
    'key_malformed',
    'The JWK holds a private key: use another key and publish its public half only',
  )
}
