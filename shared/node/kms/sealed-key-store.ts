import { EntitySchema, type MigrationInterface, type QueryRunner, Table } from 'typeorm'
import type { KeyCurve } from '../../did/public-key.ts'
import type { Database, Schema } from '../database/database.ts'
import {
  type SealContext,
  type SealedBytes,
  type SealedText,
  sealedFromText,
  sealedToText,
} from './key-encryption.ts'

/** A private key as it is at rest. `publicKeyHex` is in the clear, and checked when the key is opened. */
export type SealedKey = SealContext &
  SealedBytes & { curve: KeyCurve; publicKeyHex: string; createdAt: string }

export type SealedKeyStore = {
  /** Fails with a unique violation when the key id is taken. */
  insert(key: SealedKey): Promise<void>
  find(keyId: string): Promise<SealedKey | undefined>
  list(): Promise<SealedKey[]>
  /** @returns false when there was no such key */
  delete(keyId: string): Promise<boolean>
}

type SealedKeyRow = Omit<SealedKey, keyof SealedBytes> & SealedText

const sealedKeyEntity = new EntitySchema<SealedKeyRow>({
  name: 'sealed_key',
  columns: {
    keyId: { type: 'varchar', name: 'key_id', primary: true },
    owner: { type: 'varchar' },
    curve: { type: 'varchar' },
    publicKeyHex: { type: 'varchar', name: 'public_key_hex' },
    iv: { type: 'varchar' },
    ciphertext: { type: 'varchar' },
    tag: { type: 'varchar' },
    createdAt: { type: 'varchar', name: 'created_at' },
  },
})

class CreateSealedKeys1763800000001 implements MigrationInterface {
  name = 'CreateSealedKeys1763800000001'

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'sealed_key',
        columns: [
          { name: 'key_id', type: 'varchar', isPrimary: true },
          { name: 'owner', type: 'varchar' },
          { name: 'curve', type: 'varchar' },
          { name: 'public_key_hex', type: 'varchar' },
          { name: 'iv', type: 'varchar' },
          { name: 'ciphertext', type: 'varchar' },
          { name: 'tag', type: 'varchar' },
          { name: 'created_at', type: 'varchar' },
        ],
      }),
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('sealed_key')
  }
}

/** Table and migration to spread into the schema of each application that keeps keys. */
export const sealedKeySchema: Schema = {
  entities: [sealedKeyEntity],
  migrations: [CreateSealedKeys1763800000001],
}

/** @param database one whose schema includes sealedKeySchema */
export function createSealedKeyStore(database: Database): SealedKeyStore {
  return {
    async insert(key) {
      await database.transact((tx) => tx.insert(sealedKeyEntity, rowOf(key)))
    },
    async find(keyId) {
      const row = await database.reader.findOneBy(sealedKeyEntity, { keyId })
      return row ? keyOf(row) : undefined
    },
    async list() {
      const rows = await database.reader.find(sealedKeyEntity, { order: { keyId: 'ASC' } })
      return rows.map(keyOf)
    },
    async delete(keyId) {
      const { affected } = await database.transact((tx) => tx.delete(sealedKeyEntity, { keyId }))
      return (affected ?? 0) > 0
    },
  }
}

function rowOf({ iv, ciphertext, tag, ...rest }: SealedKey): SealedKeyRow {
  return { ...rest, ...sealedToText({ iv, ciphertext, tag }) }
}

function keyOf({ iv, ciphertext, tag, ...rest }: SealedKeyRow): SealedKey {
  return { ...rest, ...sealedFromText({ iv, ciphertext, tag }) }
}
