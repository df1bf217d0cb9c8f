import { p256, p384 } from '@noble/curves/nist.js'
import type { VerifySignature } from '../../../shared/credential/signer.ts'
import { isSoundEd25519Key } from '../../../shared/did/ed25519-point.ts'
import type { VerifyingKey } from '../../../shared/did/public-key.ts'
import { rsaSubjectPublicKeyInfo } from '../../../shared/did/rsa-key.ts'
import { verifyRsa } from './verify-rsa.ts'

const signatureLengths = { Ed25519: 64, 'P-256': 64, 'P-384': 96 }
const pointLengths = { 'P-256': 33, 'P-384': 49 }
const hashes = { 'P-256': 'SHA-256', 'P-384': 'SHA-384' }

/**
 * Checks a signature on WebCrypto, as node-crypto does on Node. Ed25519 with no key of small order; ECDSA P-256 with
 * SHA-256 and P-384 with SHA-384 as r ‖ s; RSA of 2048 to 8192 bits by PKCS #1 v1.5 with SHA-256. Whatever is wrong with
 * key or signature, the answer is false.
 */
export const verifySignature: VerifySignature = async (key, message, signature) => {
  try {
    if (key.curve === 'RSA') {
      const input = { hash: 'SHA-256', message, signature } as const
      return (await verifyRsa(rsaSubjectPublicKeyInfo(key.bytes), input)) === 'right'
    }
    if (signature.length !== signatureLengths[key.curve]) return false
    const [publicKey, algorithm] = await importPublicKey(key)
    const signed = Uint8Array.from(message)
    return await crypto.subtle.verify(algorithm, publicKey, Uint8Array.from(signature), signed)
  } catch {
    return false
  }
}

async function importPublicKey({
  curve,
  bytes,
}: Exclude<VerifyingKey, { curve: 'RSA' }>): Promise<
  [CryptoKey, AlgorithmIdentifier | EcdsaParams]
> {
  const { subtle } = crypto
  if (curve === 'Ed25519') {
    if (!isSoundEd25519Key(bytes)) throw new Error('no key')
    const raw = Uint8Array.from(bytes)
    return [await subtle.importKey('raw', raw, 'Ed25519', false, ['verify']), 'Ed25519']
  }
  if (bytes.length !== pointLengths[curve]) throw new Error('no compressed point')
  // no browser takes a compressed point as it is
  const { Point } = curve === 'P-256' ? p256 : p384
  const point = Uint8Array.from(Point.fromBytes(bytes).toBytes(false))
  const algorithm = { name: 'ECDSA', namedCurve: curve }
  const imported = await subtle.importKey('raw', point, algorithm, false, ['verify'])
  return [imported, { name: 'ECDSA', hash: hashes[curve] }]
}
