import { isSoundRsaSize } from '../../../shared/did/rsa-key.ts'

export type RsaHash = 'SHA-256' | 'SHA-384' | 'SHA-512'

/**
 * RSA by PKCS #1 v1.5 on WebCrypto, with a key in SubjectPublicKeyInfo. `refused`: it is no such key, or one under which
 * a signature proves nothing.
 */
export async function verifyRsa(
  publicKey: Uint8Array,
  { hash, message, signature }: { hash: RsaHash; message: Uint8Array; signature: Uint8Array },
): Promise<'right' | 'wrong' | 'refused'> {
  const key = await importRsaKey(publicKey, hash)
  if (key === undefined) return 'refused'
  const [signed, bytes] = [Uint8Array.from(message), Uint8Array.from(signature)]
  const isRight = await crypto.subtle.verify(key.algorithm.name, key, bytes, signed)
  return isRight ? 'right' : 'wrong'
}

async function importRsaKey(bytes: Uint8Array, hash: RsaHash): Promise<CryptoKey | undefined> {
  const kind = { name: 'RSASSA-PKCS1-v1_5', hash }
  const imported = crypto.subtle.importKey('spki', Uint8Array.from(bytes), kind, false, ['verify'])
  const key = await imported.catch(() => undefined)
  if (key === undefined) return undefined
  // sound: imported as a key of this kind
  const { modulusLength, publicExponent } = key.algorithm as RsaHashedKeyAlgorithm
  const exponent = publicExponent.reduce((value, byte) => value * 256n + BigInt(byte), 0n)
  return isSoundRsaSize(modulusLength, exponent) ? key : undefined
}
