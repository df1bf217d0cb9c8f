import { sha256 } from '@noble/hashes/sha2.js'
import { encodeBase64url } from '../did/base-encoding.ts'
import { AppError } from '../errors/app-error.ts'
import { parseSharedCv, type SharedCv } from './shared-cv.ts'

/**
 * A shared CV under AES-256-GCM with a random key that stands in the link's fragment alone. The bytes: 1 (the format),
 * 12 of initialisation vector, the ciphertext with its tag.
 */

export const shareKeyBytes = 32

const format = 1
const ivBytes = 12
const additionalData = new TextEncoder().encode('waymark-share')

/**
 * The format in a byte, the IV, and the CV under AES-256-GCM.
 * @param key 32 bytes, which stay behind the # of the link
 */
export async function sealShare(
  cv: SharedCv,
  key: Uint8Array,
  random: (byteCount: number) => Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  const iv = new Uint8Array(random(ivBytes))
  const plain = new TextEncoder().encode(JSON.stringify(cv))
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv, additionalData },
    await importKey(key, 'encrypt'),
    plain,
  )
  return Uint8Array.of(format, ...iv, ...new Uint8Array(sealed))
}

/** @throws AppError share_damaged for another key, changed bytes, or what is not a shared CV */
export async function openSealedShare(sealed: Uint8Array, key: Uint8Array): Promise<SharedCv> {
  const bytes = new Uint8Array(sealed)
  const iv = bytes.subarray(1, 1 + ivBytes)
  if (bytes[0] !== format || key.length !== shareKeyBytes) throw damaged()
  const plain = await crypto.subtle
    .decrypt(
      { name: 'AES-GCM', iv, additionalData },
      await importKey(key, 'decrypt'),
      bytes.subarray(1 + ivBytes),
    )
    .catch((cause: unknown) => {
      throw damaged(cause)
    })
  return parseSharedCv(new TextDecoder().decode(plain))
}

/**
 * What the presentations of a share are made for: its key, as a hash, and its end. So a copy counts neither under
 * another link nor after its time.
 */
export function shareChallenge(key: Uint8Array, expiresAt: string): string {
  return `${encodeBase64url(sha256(key))}.${expiresAt}`
}

function importKey(key: Uint8Array, usage: 'encrypt' | 'decrypt'): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', new Uint8Array(key), 'AES-GCM', false, [usage])
}

function damaged(cause?: unknown): AppError {
  return new AppError(
    'share_damaged',
    'The link does not open what it leads to: a part of it may be lost. Copy all of it once more',
    { cause },
  )
}
