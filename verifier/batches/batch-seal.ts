import type { KeyEncryptionKey, SealContext } from '../../shared/node/kms/key-encryption.ts'
import { makeOwnKey, openJson, openOwnKey, sealJson } from '../../shared/node/kms/sealed-json.ts'
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
export function makeBatchKey(batch: Key, ports: SealPorts): string {
  return makeOwnKey(ports, keyOf(batch))
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
  const key = openOwnKey(batch.sealedKey, keyEncryptionKey, keyOf(batch))
  return {
    seal: (number, input) => sealJson(input, key, itemOf(batch, number)),
    open: (number, sealed) => zBatchInput.parse(openJson(sealed, key, itemOf(batch, number))),
  }
}
