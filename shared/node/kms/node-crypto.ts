import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto'
import type { VerifySignature } from '../../credential/signer.ts'
import { isSoundEd25519Key } from '../../did/ed25519-point.ts'
import type { KeyCurve, PublicKey } from '../../did/public-key.ts'

/** What precedes the bytes of a public key in SubjectPublicKeyInfo (RFC 8410 section 4; RFC 5480, point compressed). */
const spkiPrefixes: Record<KeyCurve, Buffer> = {
  Ed25519: Buffer.from('302a300506032b6570032100', 'hex'),
  'P-256': Buffer.from('3039301306072a8648ce3d020106082a8648ce3d030107032200', 'hex'),
}

const publicKeyLengths: Record<KeyCurve, number> = { Ed25519: 32, 'P-256': 33 }
const signatureLength = 64

/**
 * Checks a signature on node:crypto. Ed25519 strictly (RFC 8032 with S < L, canonical points, no key of small
 * order); ECDSA P-256 with SHA-256 as r ‖ s, 64 bytes, never DER. A high S passes: JWS does not forbid it.
 * Whatever is wrong with key or signature, the answer is false.
 */
export const verifySignature: VerifySignature = (key, message, signature) => {
  if (signature.length !== signatureLength) return false
  const publicKey = importedKeyOf(key)
  if (!publicKey) return false
  try {
    return key.curve === 'Ed25519'
      ? verify(null, message, publicKey, signature)
      : verify('sha256', message, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature)
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
export function importedKeyOf(key: PublicKey): KeyObject | undefined {
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

function importPublicKey({ curve, bytes }: PublicKey): KeyObject | undefined {
  if (bytes.length !== publicKeyLengths[curve]) return undefined
  if (curve === 'Ed25519' && !isSoundEd25519Key(bytes)) return undefined
  try {
    const key = Buffer.concat([spkiPrefixes[curve], bytes])
    return createPublicKey({ key, format: 'der', type: 'spki' })
  } catch {
    return undefined
  }
}
