import { bytesToHex } from '@noble/hashes/utils.js'
import type { PublicKey } from '../../../shared/did/public-key.ts'
import { publicKeyFromBytes } from '../../../shared/did/public-key.ts'
import { rsaSubjectPublicKeyInfo } from '../../../shared/did/rsa-key.ts'
import { isAppError } from '../../../shared/errors/app-error.ts'
import type { PemOutcome, PemSignature } from '../../../shared/verify/open-badge-2/port.ts'
import { verifyRsa } from './verify-rsa.ts'
import { verifySignature } from './verify-signature.ts'

const maxPemLength = 10_000
const pemForm =
  /-----BEGIN ((?:RSA )?PUBLIC KEY)-----([A-Za-z0-9+/=\s]+)-----END ((?:RSA )?PUBLIC KEY)-----/

const rsaHashes = { RS256: 'SHA-256', RS384: 'SHA-384', RS512: 'SHA-512' } as const

/**
 * What precedes the bytes of a public key in SubjectPublicKeyInfo, hex: Ed25519; P-256 as a whole point, and compressed.
 * @see https://www.rfc-editor.org/rfc/rfc8410#section-4 and https://www.rfc-editor.org/rfc/rfc5480#section-2
 */
const prefixes = {
  EdDSA: ['302a300506032b6570032100'],
  ES256: [
    '3059301306072a8648ce3d020106082a8648ce3d030107034200',
    '3039301306072a8648ce3d020106082a8648ce3d030107032200',
  ],
}

/** Checks a signature by a key in PEM on WebCrypto, as verifyPem of the Node key management does. */
export async function verifyPem({
  algorithm,
  publicKeyPem,
  message,
  signature,
}: PemSignature): Promise<PemOutcome> {
  const der = readPem(publicKeyPem)
  if (der === undefined) return 'refused'
  if (algorithm !== 'EdDSA' && algorithm !== 'ES256') {
    return verifyRsa(der, { hash: rsaHashes[algorithm], message, signature })
  }
  const key = readKey(der, algorithm)
  if (key === undefined) return 'refused'
  return (await verifySignature(key, message, signature)) ? 'right' : 'wrong'
}

/** SubjectPublicKeyInfo, also of RSA keys in their older form. */
function readPem(pem: string): Uint8Array | undefined {
  const [, name, encoded = '', end] = (pem.length <= maxPemLength && pemForm.exec(pem)) || []
  if (name === undefined || name !== end) return undefined
  const bytes = decodeBase64(encoded)
  return bytes && name.startsWith('RSA') ? rsaSubjectPublicKeyInfo(bytes) : bytes
}

function decodeBase64(text: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
  } catch {
    return undefined
  }
}

/** The algorithm must be the one of the key: a token cannot choose how its key is used. */
function readKey(der: Uint8Array, algorithm: 'EdDSA' | 'ES256'): PublicKey | undefined {
  const hex = bytesToHex(der)
  const prefix = prefixes[algorithm].find((beginning) => hex.startsWith(beginning))
  if (prefix === undefined) return undefined
  try {
    const bytes = der.slice(prefix.length / 2)
    return publicKeyFromBytes(algorithm === 'EdDSA' ? 'Ed25519' : 'P-256', bytes)
  } catch (error) {
    if (isAppError(error)) return undefined
    throw error
  }
}
