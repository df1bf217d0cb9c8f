import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import type { KeyCurve, PublicKey } from '../../did/public-key.ts'
import { AppError } from '../../errors/app-error.ts'

/** What precedes the 32 bytes of a private key in PKCS #8 (RFC 5958; RFC 8410 section 7; RFC 5915 section 3). */
const pkcs8Prefixes: Record<KeyCurve, Buffer> = {
  Ed25519: Buffer.from('302e020100300506032b657004220420', 'hex'),
  'P-256': Buffer.from(
    '3041020100301306072a8648ce3d020106082a8648ce3d030107042730250201010420',
    'hex',
  ),
}

const privateKeyLength = 32

/** Order of P-256's base point, big-endian. @see FIPS 186-5; SEC 2, section 2.4.2 */
const p256Order = Buffer.from(
  'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551',
  'hex',
)

export function generatePrivateKey(curve: KeyCurve): KeyObject {
  return curve === 'Ed25519'
    ? generateKeyPairSync('ed25519').privateKey
    : generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
}

/**
 * @param bytes the Ed25519 seed, or the P-256 scalar, big-endian: 32 bytes either way
 * @throws AppError key_malformed
 */
export function privateKeyFromBytes(curve: KeyCurve, bytes: Uint8Array): KeyObject {
  if (bytes.length !== privateKeyLength) {
    throw new AppError('key_malformed', 'A private key is 32 bytes long')
  }
  if (curve === 'P-256' && !isScalar(bytes)) {
    throw new AppError('key_malformed', 'The private key is not a number below the order of P-256')
  }
  const key = Buffer.concat([pkcs8Prefixes[curve], bytes])
  try {
    return createPrivateKey({ key, format: 'der', type: 'pkcs8' })
  } catch (cause) {
    throw new AppError('key_malformed', `The private key does not fit the curve ${curve}`, {
      cause,
    })
  } finally {
    key.fill(0)
  }
}

/** OpenSSL takes zero and numbers beyond the order without a word. */
function isScalar(bytes: Uint8Array): boolean {
  return bytes.some((byte) => byte !== 0) && Buffer.compare(bytes, p256Order) < 0
}

/** The 32 bytes that privateKeyFromBytes takes. Whoever asks wipes them after use. */
export function privateKeyBytes(key: KeyObject): Uint8Array {
  return Buffer.from(key.export({ format: 'jwk' }).d ?? '', 'base64url')
}

/** Ed25519: 32 bytes; P-256: the compressed point, 33 bytes. */
export function publicKeyOf(privateKey: KeyObject): PublicKey {
  const { crv, x = '', y = '' } = createPublicKey(privateKey).export({ format: 'jwk' })
  const xBytes = Buffer.from(x, 'base64url')
  if (crv === 'Ed25519') return { curve: 'Ed25519', bytes: xBytes }
  const isOdd = ((Buffer.from(y, 'base64url').at(-1) ?? 0) & 1) === 1
  return { curve: 'P-256', bytes: Buffer.concat([Uint8Array.of(isOdd ? 3 : 2), xBytes]) }
}
