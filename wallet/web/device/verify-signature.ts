import type { VerifySignature } from '../../../shared/credential/signer.ts'
import { isSoundEd25519Key } from '../../../shared/did/ed25519-point.ts'
import { publicKeyToJwk, type VerifyingKey } from '../../../shared/did/public-key.ts'

/**
 * Checks a signature on WebCrypto, as node-crypto does on Node. Ed25519 with no key of small order; ECDSA P-256 with
 * SHA-256 as r ‖ s. Whatever is wrong with key or signature, the answer is false.
 */
export const verifySignature: VerifySignature = async (key, message, signature) => {
  if (signature.length !== 64) return false
  try {
    const { subtle } = crypto
    const [publicKey, algorithm] = await importPublicKey(key)
    return await subtle.verify(
      algorithm,
      publicKey,
      Uint8Array.from(signature),
      Uint8Array.from(message),
    )
  } catch {
    return false
  }
}

async function importPublicKey(
  key: VerifyingKey,
): Promise<[CryptoKey, AlgorithmIdentifier | EcdsaParams]> {
  const { subtle } = crypto
  if (key.curve === 'Ed25519') {
    if (!isSoundEd25519Key(key.bytes)) throw new Error('no key')
    const bytes = Uint8Array.from(key.bytes)
    return [await subtle.importKey('raw', bytes, 'Ed25519', false, ['verify']), 'Ed25519']
  }
  if (key.curve !== 'P-256') throw new Error('not read in browsers')
  // no browser takes a compressed point as it is
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
  const jwk = { ...publicKeyToJwk(key) }
  const imported = await subtle.importKey('jwk', jwk, algorithm, false, ['verify'])
  return [imported, { name: 'ECDSA', hash: 'SHA-256' }]
}
