import { type KeyObject, sign, verify } from 'node:crypto'
import type Sodium from 'sodium-native'
import { privateKeyBytes, publicKeyOf } from './private-key.ts'

export type Ed25519 = {
  /** @returns the 64 bytes of the signature */
  signEd25519(privateKey: KeyObject, message: Uint8Array): Buffer
  /**
   * What libsodium takes, node:crypto takes too. What it refuses is asked of node:crypto: it refuses an R of small
   * order, which other libraries take, and an answer must not depend on the machine.
   * @param key sound (no point of small order), as its bytes and as node:crypto holds it
   * @param signature of 64 bytes
   */
  verifyEd25519(
    key: { bytes: Uint8Array; imported: KeyObject },
    message: Uint8Array,
    signature: Uint8Array,
  ): boolean
}

const signatureLength = 64

/**
 * Ed25519 on libsodium, which needs half of OpenSSL's time for a check and makes the same signatures, bit for bit.
 * @param sodium undefined where the package holds no build for the machine: then on node:crypto
 * @see https://www.rfc-editor.org/rfc/rfc8032
 */
export function createEd25519(sodium: typeof Sodium | undefined): Ed25519 {
  if (sodium === undefined) {
    return {
      signEd25519: (privateKey, message) => sign(null, message, privateKey),
      verifyEd25519: ({ imported }, message, signature) =>
        verify(null, message, imported, signature),
    }
  }
  // beside the key, for as long as that is kept: reading it costs more than signing with it
  const secretKeys = new WeakMap<KeyObject, Uint8Array>()
  const secretKeyOf = (privateKey: KeyObject): Uint8Array => {
    const known = secretKeys.get(privateKey)
    if (known) return known
    const secretKey = readSecretKey(privateKey)
    secretKeys.set(privateKey, secretKey)
    return secretKey
  }
  return {
    signEd25519(privateKey, message) {
      const signature = Buffer.allocUnsafe(signatureLength)
      sodium.crypto_sign_detached(signature, message, secretKeyOf(privateKey))
      return signature
    },
    verifyEd25519: ({ bytes, imported }, message, signature) =>
      sodium.crypto_sign_verify_detached(signature, message, bytes) ||
      verify(null, message, imported, signature),
  }
}

export const { signEd25519, verifyEd25519 } = createEd25519(
  await import('sodium-native').then(
    (loaded) => loaded.default,
    () => undefined,
  ),
)

/** The seed, then the public key, as libsodium wants them: in memory of its own, not in that which Buffers share. */
function readSecretKey(privateKey: KeyObject): Uint8Array {
  const seed = privateKeyBytes(privateKey)
  const secretKey = Uint8Array.of(...seed, ...publicKeyOf(privateKey).bytes)
  seed.fill(0)
  return secretKey
}
