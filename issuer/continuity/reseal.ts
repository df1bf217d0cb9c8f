import {
  type KeyEncryptionKey,
  openBytes,
  type SealContext,
  sealBytes,
} from '../../shared/node/kms/key-encryption.ts'
import type { CityRow } from './city-tables.ts'

export type KeysOfTransfer = {
  /** The key-encryption key of the new place. */
  newKey: KeyEncryptionKey
  /** That of the old place, where it was another. */
  oldKey?: KeyEncryptionKey
}

/** Which tables hold what is sealed, and to whom a row is sealed. */
const sealedTables: Readonly<Record<string, (row: CityRow) => SealContext>> = {
  sealed_key: ({ owner, keyId }) => ({ owner: String(owner), keyId: String(keyId) }),
  sealed_secret: ({ name }) => ({ owner: 'installation', keyId: String(name) }),
}

const members = ['iv', 'ciphertext', 'tag'] as const

/**
 * The row as it is kept in the new place: sealed under the new key. Where both places have one key it stays as it
 * is, and is only tried.
 * @throws AppError key_unreadable
 */
export function resealRow(
  table: string,
  row: CityRow,
  { newKey, oldKey }: KeysOfTransfer,
): CityRow {
  const context = sealedTables[table]?.(row)
  if (context === undefined) return row
  const [iv, ciphertext, tag] = members.map((name) => Buffer.from(String(row[name]), 'base64url'))
  if (iv === undefined || ciphertext === undefined || tag === undefined) return row
  const plaintext = openBytes({ iv, ciphertext, tag }, oldKey ?? newKey, context)
  if (oldKey === undefined) return row
  const sealed = sealBytes(plaintext, newKey, context)
  const texts = members.map((name) => [name, Buffer.from(sealed[name]).toString('base64url')])
  return { ...row, ...Object.fromEntries(texts) }
}
