import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { AppError } from '../../errors/app-error.ts'

declare const keyEncryptionKeyBrand: unique symbol

/** 32 bytes that seal every private key. Without them the sealed keys are lost. */
export type KeyEncryptionKey = Uint8Array & { readonly [keyEncryptionKeyBrand]: true }

/** Who a sealed key belongs to: bound into the seal, so that a row moved to another place does not open. */
export type SealContext = { owner: string; keyId: string }

export type SealedBytes = { iv: Uint8Array; ciphertext: Uint8Array; tag: Uint8Array }

/** Sealed bytes as they are kept: each part in base64url. */
export type SealedText = Record<keyof SealedBytes, string>

const keyLength = 32
const ivLength = 12
const tagLength = 16

/** @throws AppError key_encryption_key_missing when it is not 32 bytes */
export function keyEncryptionKeyFrom(bytes: Uint8Array): KeyEncryptionKey {
  if (bytes.length !== keyLength) {
    throw new AppError('key_encryption_key_missing', `${howToMake} It must be exactly 32 bytes.`)
  }
  // the brand says that the length was checked, which the lines above do
  return Uint8Array.from(bytes) as KeyEncryptionKey
}

export function generateKeyEncryptionKey(): KeyEncryptionKey {
  return keyEncryptionKeyFrom(randomBytes(keyLength))
}

const howToMake =
  'The key-encryption key seals every private key: set WAYMARK_KEY_ENCRYPTION_KEY, or WAYMARK_KEY_ENCRYPTION_KEY_FILE to a file that only the operator can read, to 32 random bytes in base64 or hex (openssl rand -base64 32).'

/**
 * Reads the key-encryption key from a value or a file (the value wins), as 64 hex digits, base64 or base64url.
 * @throws AppError key_encryption_key_missing when there is none or it is not 32 bytes
 */
export function readKeyEncryptionKey(source: {
  value?: string | undefined
  file?: string | undefined
}): KeyEncryptionKey {
  const text = source.value?.trim() || readKeyFile(source.file)
  if (!text) throw new AppError('key_encryption_key_missing', howToMake)
  return keyEncryptionKeyFrom(decodeKeyText(text))
}

export function encodeKeyEncryptionKey(key: KeyEncryptionKey): string {
  return Buffer.from(key).toString('base64')
}

/** AES-256-GCM with a random IV; owner and key id are the associated data. */
export function sealBytes(
  plaintext: Uint8Array,
  key: KeyEncryptionKey,
  context: SealContext,
): SealedBytes {
  const iv = randomBytes(ivLength)
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: tagLength })
  cipher.setAAD(associatedBytes(context))
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()])
  return { iv, ciphertext, tag: cipher.getAuthTag() }
}

/** @throws AppError key_unreadable: another key-encryption key, or bytes that were changed or moved */
export function openBytes(
  sealed: SealedBytes,
  key: KeyEncryptionKey,
  context: SealContext,
): Uint8Array {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.iv, { authTagLength: tagLength })
    decipher.setAAD(associatedBytes(context))
    decipher.setAuthTag(sealed.tag)
    return Buffer.concat([decipher.update(sealed.ciphertext), decipher.final()])
  } catch (cause) {
    throw new AppError(
      'key_unreadable',
      'A sealed private key does not open: the key-encryption key is not the one it was sealed with, or the stored key was changed. Start with the right key, or restore the backup.',
      { cause },
    )
  }
}

export function sealedToText({ iv, ciphertext, tag }: SealedBytes): SealedText {
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')
  return { iv: text(iv), ciphertext: text(ciphertext), tag: text(tag) }
}

export function sealedFromText({ iv, ciphertext, tag }: SealedText): SealedBytes {
  const bytes = (text: string) => Buffer.from(text, 'base64url')
  return { iv: bytes(iv), ciphertext: bytes(ciphertext), tag: bytes(tag) }
}

/** A line break separates the two, so neither part may hold one: else two pairs could share one seal. */
function associatedBytes({ owner, keyId }: SealContext): Buffer {
  if (owner.includes('\n') || keyId.includes('\n')) {
    throw new AppError('key_malformed', 'The owner and the id of a key are one line each')
  }
  return Buffer.from(`${owner}\n${keyId}`, 'utf8')
}

function readKeyFile(file: string | undefined): string | undefined {
  if (!file) return undefined
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (cause) {
    throw new AppError(
      'key_encryption_key_missing',
      'The file with the key-encryption key cannot be read: check WAYMARK_KEY_ENCRYPTION_KEY_FILE and the permissions of the file.',
      { cause },
    )
  }
}

function decodeKeyText(text: string): Uint8Array {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex')
  if (/^[A-Za-z0-9+/_-]{43}=?$/.test(text)) return Buffer.from(text, 'base64')
  throw new AppError('key_encryption_key_missing', howToMake)
}
