import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import { EntitySchema } from 'typeorm'
import type { Database, Reader } from '../database/database.ts'
import { deriveWith } from './derive-bytes.ts'
import {
  type KeyEncryptionKey,
  openBytes,
  type SealedText,
  sealBytes,
  sealedFromText,
  sealedToText,
} from './key-encryption.ts'

export type SealedSecretRow = SealedText & { name: string; createdAt: string }

export const sealedSecretEntity = new EntitySchema<SealedSecretRow>({
  name: 'sealed_secret',
  columns: {
    name: { type: 'varchar', primary: true },
    iv: { type: 'varchar' },
    ciphertext: { type: 'varchar' },
    tag: { type: 'varchar' },
    createdAt: { type: 'varchar', name: 'created_at' },
  },
})

const context = { owner: 'installation', keyId: 'derivation-secret' }
const secretLength = 32

/**
 * Makes keyed values that are the same each time for the same words: claim links, codes and tags need not be kept
 * in the database to be told again.
 */
export type DeriveBytes = (purpose: string, ...words: readonly (string | number)[]) => Buffer

/** @throws AppError key_unreadable where the key-encryption key is not the one of this database */
export async function assertKeyOpens(ports: {
  reader: Reader
  keyEncryptionKey: KeyEncryptionKey
}): Promise<boolean> {
  const row = await ports.reader.findOneBy(sealedSecretEntity, { name: context.keyId })
  if (row !== null) openBytes(sealedFromText(row), ports.keyEncryptionKey, context)
  return row !== null
}

type DerivationPorts = { database: Database; keyEncryptionKey: KeyEncryptionKey; clock: () => Date }

/** @throws AppError key_unreadable */
export async function openDerivation(ports: DerivationPorts): Promise<DeriveBytes> {
  return deriveWith(await openDerivationSecret(ports))
}

/**
 * The secret that this installation derives from: random, made at the first start, at rest only under the
 * key-encryption key.
 * @throws AppError key_unreadable
 */
export async function openDerivationSecret({
  database,
  keyEncryptionKey,
  clock,
}: DerivationPorts): Promise<KeyObject> {
  const sealed = sealBytes(randomBytes(secretLength), keyEncryptionKey, context)
  const candidate = {
    name: context.keyId,
    createdAt: clock().toISOString(),
    ...sealedToText(sealed),
  }
  const row = await database.transact(async (tx) => {
    const kept = await tx.findOneBy(sealedSecretEntity, { name: context.keyId })
    if (kept === null) await tx.insert(sealedSecretEntity, candidate)
    return kept ?? candidate
  })
  return createSecretKey(openBytes(sealedFromText(row), keyEncryptionKey, context))
}
