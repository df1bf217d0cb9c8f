import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto'
import type { VerifySignature } from '../../credential/signer.ts'
import { isSoundEd25519Key } from '../../did/ed25519-point.ts'
import type { VerifyingKey } from '../../did/public-key.ts'
import { isSoundRsaSize } from '../../did/rsa-key.ts'
import { verifyEd25519 } from './ed25519.ts'

/** What precedes the bytes of a public key in SubjectPublicKeyInfo (RFC 8410 section 4; RFC 5480, point compressed). */
const spkiPrefixes = {
  Ed25519: Buffer.from('302a300506032b6570032100', 'hex'),
  'P-256': Buffer.from('3039301306072a8648ce3d020106082a8648ce3d030107032200', 'hex'),
  'P-384': Buffer.from('3046301006072a8648ce3d020106052b81040022033200', 'hex'),
}

const publicKeyLengths = { Ed25519: 32, 'P-256': 33, 'P-384': 49 }
const signatureLengths = { Ed25519: 64, 'P-256': 64, 'P-384': 96 }
const hashes = { 'P-256': 'sha256', 'P-384': 'sha384' }

/**
 * Checks a signature on node:crypto, Ed25519 on libsodium first. Ed25519 strictly (RFC 8032 with S < L, canonical points,
 * no key of small order); ECDSA P-256 with SHA-256 and P-384 with SHA-384 as r ‖ s, never DER. A high S passes: JWS does
 * not forbid it. RSA of 2048 to 8192 bits by PKCS #1 v1.5 with SHA-256.
 * Whatever is wrong with key or signature, the answer is false.
 */
export const verifySignature: VerifySignature = (key, message, signature) => {
  const { curve, bytes } = key
  if (curve !== 'RSA' && signature.length !== signatureLengths[curve]) return false
  const imported = importedKeyOf(key)
  if (imported === undefined) return false
  try {
    if (curve === 'Ed25519') return verifyEd25519({ bytes, imported }, message, signature)
    if (curve === 'RSA') return verify('sha256', message, imported, signature)
    return verify(hashes[curve], message, { key: imported, dsaEncoding: 'ieee-p1363' }, signature)
  } catch {
    return false
  }
}

/** SHA-256 of bytes, or of a text's UTF-8. */
export function sha256(input: Uint8Array | string): Uint8Array {
  return createHash('sha256').update(input).digest()
}

/** Reading a key costs more than checking a signature with it. Public keys of issuers are few and used often. */
const maxImportedKeys = 1_000
const importedKeys = new Map<string, KeyObject>()

/** Undefined for a key that is not sound. */
export function importedKeyOf(key: VerifyingKey): KeyObject | undefined {
  const name = `${key.curve} ${Buffer.from(key.bytes).toString('latin1')}`
  const known = importedKeys.get(name)
  if (known) return known
  const imported = importPublicKey(key)
  if (imported === undefined) return undefined
  const [oldest] = importedKeys.keys()
  if (importedKeys.size >= maxImportedKeys && oldest !== undefined) importedKeys.delete(oldest)
  importedKeys.set(name, imported)
  return imported
}

function importPublicKey({ curve, bytes }: VerifyingKey): KeyObject | undefined {
  if (curve === 'RSA') return importRsaKey(bytes)
  if (bytes.length !== publicKeyLengths[curve]) return undefined
  if (curve === 'Ed25519' && !isSoundEd25519Key(bytes)) return undefined
  try {
    const key = Buffer.concat([spkiPrefixes[curve], bytes])
    return createPublicKey({ key, format: 'der', type: 'spki' })
  } catch {
    return undefined
  }
}

function importRsaKey(bytes: Uint8Array): KeyObject | undefined {
  try {
    const key = createPublicKey({ key: Buffer.from(bytes), format: 'der', type: 'pkcs1' })
    const { modulusLength = 0, publicExponent = 0n } = key.asymmetricKeyDetails ?? {}
    return isSoundRsaSize(modulusLength, publicExponent) ? key : undefined
  } catch {
    return undefined
  }
}
