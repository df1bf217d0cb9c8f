import type { RandomBytes } from '../../oid4vc/nonce.ts'
import {
  type KeyEncryptionKey,
  keyEncryptionKeyFrom,
  openBytes,
  type SealContext,
  sealBytes,
  sealedFromText,
  sealedToText,
} from './key-encryption.ts'

/** A value at rest as one text of three parts: IV, ciphertext and tag, base64url with a full stop between. */
export function sealJson(value: unknown, key: KeyEncryptionKey, context: SealContext): string {
  return sealText(Buffer.from(JSON.stringify(value)), key, context)
}

/** @throws AppError key_unreadable: another key or place, or a text that was changed */
export function openJson(sealed: string, key: KeyEncryptionKey, context: SealContext): unknown {
  return JSON.parse(Buffer.from(openText(sealed, key, context)).toString('utf8'))
}

/** A random key of somebody's own, sealed under another: who deletes it has deleted all that it sealed. */
export function makeOwnKey(
  { keyEncryptionKey, random }: { keyEncryptionKey: KeyEncryptionKey; random: RandomBytes },
  context: SealContext,
): string {
  return sealText(random(32), keyEncryptionKey, context)
}

/** @throws AppError key_unreadable */
export function openOwnKey(
  sealed: string,
  keyEncryptionKey: KeyEncryptionKey,
  context: SealContext,
): KeyEncryptionKey {
  return keyEncryptionKeyFrom(openText(sealed, keyEncryptionKey, context))
}

function sealText(bytes: Uint8Array, key: KeyEncryptionKey, context: SealContext): string {
  const { iv, ciphertext, tag } = sealedToText(sealBytes(bytes, key, context))
  return [iv, ciphertext, tag].join('.')
}

function openText(sealed: string, key: KeyEncryptionKey, context: SealContext): Uint8Array {
  const [iv = '', ciphertext = '', tag = ''] = sealed.split('.')
  return openBytes(sealedFromText({ iv, ciphertext, tag }), key, context)
}
