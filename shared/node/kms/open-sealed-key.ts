import type { KeyObject } from 'node:crypto'
import type { KeyCurve } from '../../did/public-key.ts'
import { AppError } from '../../errors/app-error.ts'
import { type KeyEncryptionKey, openBytes } from './key-encryption.ts'
import { privateKeyFromBytes, publicKeyOf } from './private-key.ts'
import type { SealedKeyStore } from './sealed-key-store.ts'

export type OpenedKey = { owner: string; curve: KeyCurve; privateKey: KeyObject }

/**
 * Opens a private key that is at rest, and checks that it is the one of its public key.
 * @throws AppError not_found, key_unreadable
 */
export async function openSealedKey(
  keyId: string,
  { store, keyEncryptionKey }: { store: SealedKeyStore; keyEncryptionKey: KeyEncryptionKey },
): Promise<OpenedKey> {
  const sealed = await store.find(keyId)
  if (!sealed) throw new AppError('not_found', 'There is no private key under this key id')
  const plaintext = openBytes(sealed, keyEncryptionKey, sealed)
  const privateKey = privateKeyFromBytes(sealed.curve, plaintext)
  plaintext.fill(0)
  if (Buffer.from(publicKeyOf(privateKey).bytes).toString('hex') !== sealed.publicKeyHex) {
    throw new AppError('key_unreadable', 'A stored public key is not that of its private key')
  }
  return { owner: sealed.owner, curve: sealed.curve, privateKey }
}
