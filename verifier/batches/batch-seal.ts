import {
  type KeyEncryptionKey,
  keyEncryptionKeyFrom,
  openBytes,
  type SealContext,
  sealBytes,
  sealedFromText,
  sealedToText,
} from '../../shared/node/kms/key-encryption.ts'
import type { RandomBytes } from '../../shared/oid4vc/nonce.ts'
import { type BatchInput, zBatchInput } from './batch-input.ts'

export type SealPorts = { keyEncryptionKey: KeyEncryptionKey; random: RandomBytes }

type Key = { organisation: string; id: string }

const keyOf = ({ organisation, id }: Key): SealContext => ({
  owner: `batch-key of ${organisation}`,
  keyId: id,
})
const itemOf = ({ organisation, id }: Key, number: number): SealContext => ({
  owner: `batch ${id} of ${organisation}`,
  keyId: String(number),
})

/** A random key for a new batch, sealed under the key-encryption key. */
export function makeBatchKey(batch: Key, { keyEncryptionKey, random }: SealPorts): string {
  return toText(sealBytes(random(32), keyEncryptionKey, keyOf(batch)))
}

/** What the key of a batch opens and closes. */
export type BatchSeal = {
  seal(number: number, input: BatchInput): string
  /** @throws AppError key_unreadable */
  open(number: number, sealed: string): BatchInput
}

/** @throws AppError key_unreadable */
export function openBatchSeal(
  batch: Key & { sealedKey: string },
  { keyEncryptionKey }: Pick<SealPorts, 'keyEncryptionKey'>,
): BatchSeal {
  const key = keyEncryptionKeyFrom(
    openBytes(fromText(batch.sealedKey), keyEncryptionKey, keyOf(batch)),
  )
  return {
    seal: (number, input) =>
      toText(sealBytes(Buffer.from(JSON.stringify(input)), key, itemOf(batch, number))),
    open(number, sealed) {
      const bytes = openBytes(fromText(sealed), key, itemOf(batch, number))
      return zBatchInput.parse(JSON.parse(Buffer.from(bytes).toString('utf8')))
    },
  }
}

function toText(sealed: ReturnType<typeof sealBytes>): string {
  const { iv, ciphertext, tag } = sealedToText(sealed)
  return [iv, ciphertext, tag].join('.')
}

function fromText(text: string) {
  const [iv = '', ciphertext = '', tag = ''] = text.split('.')
  return sealedFromText({ iv, ciphertext, tag })
}
