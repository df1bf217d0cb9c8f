import { EntitySchema, type MigrationInterface, type QueryRunner, Table } from 'typeorm'
import type { Schema } from '../../shared/node/database/database.ts'
import { sealedKeySchema } from '../../shared/node/kms/sealed-key-store.ts'
import { trustMemorySchema } from '../../shared/node/trust/trust-memory-store.ts'

export type StoredBadge = {
  id: string
  /** Tells two copies of one badge, however they are laid out. */
  fingerprint: string
  /** The signed bytes as they came. */
  text: string
  format: string
  holder: string | null
  /** JSON: CredentialSummary, CredentialReport, BadgeSource. */
  summary: string
  report: string
  source: string
  receivedAt: string
  /** JSON: LogProofDocument. */
  logProof: string | null
  reflection: string | null
}

export const badgeEntity = new EntitySchema<StoredBadge>({
  name: 'badge',
  columns: {
    id: { type: 'varchar', primary: true },
    fingerprint: { type: 'varchar', unique: true },
    text: { type: 'text' },
    format: { type: 'varchar' },
    holder: { type: 'varchar', nullable: true },
    summary: { type: 'text' },
    report: { type: 'text' },
    source: { type: 'text' },
    receivedAt: { type: 'varchar', name: 'received_at' },
    logProof: { type: 'text', name: 'log_proof', nullable: true },
    reflection: { type: 'text', nullable: true },
  },
})

/** `body` is the Disclosure as JSON. */
export type DisclosureRow = { id: string; at: string; body: string }

export const disclosureEntity = new EntitySchema<DisclosureRow>({
  name: 'disclosure',
  columns: {
    id: { type: 'varchar', primary: true },
    at: { type: 'varchar' },
    body: { type: 'text' },
  },
})

/** `body` is a Cv or a Share as JSON; `at` is when it was last changed, or made. */
export type BodyRow = { id: string; at: string; body: string }

export const cvEntity = bodyEntity('cv')
export const shareEntity = bodyEntity('share')

function bodyEntity(name: string): EntitySchema<BodyRow> {
  return new EntitySchema<BodyRow>({
    name,
    columns: {
      id: { type: 'varchar', primary: true },
      at: { type: 'varchar' },
      body: { type: 'text' },
    },
  })
}

export type HolderRow = {
  did: string
  curve: string
  name: string | null
  isDefault: boolean
  createdAt: string
}

export const holderEntity = new EntitySchema<HolderRow>({
  name: 'holder',
  columns: {
    did: { type: 'varchar', primary: true },
    curve: { type: 'varchar' },
    name: { type: 'varchar', nullable: true },
    isDefault: { type: 'boolean', name: 'is_default' },
    createdAt: { type: 'varchar', name: 'created_at' },
  },
})

class CreateWallet1763900000001 implements MigrationInterface {
  readonly name = 'CreateWallet1763900000001'

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'badge',
        columns: [
          { name: 'id', type: 'varchar', isPrimary: true },
          { name: 'fingerprint', type: 'varchar', isUnique: true },
          { name: 'text', type: 'text' },
          { name: 'format', type: 'varchar' },
          { name: 'holder', type: 'varchar', isNullable: true },
          { name: 'summary', type: 'text' },
          { name: 'report', type: 'text' },
          { name: 'source', type: 'text' },
          { name: 'received_at', type: 'varchar' },
        ],
      }),
    )
    await runner.createTable(
      new Table({
        name: 'disclosure',
        columns: [
          { name: 'id', type: 'varchar', isPrimary: true },
          { name: 'at', type: 'varchar' },
          { name: 'body', type: 'text' },
        ],
      }),
    )
    await runner.createTable(
      new Table({
        name: 'holder',
        columns: [
          { name: 'did', type: 'varchar', isPrimary: true },
          { name: 'curve', type: 'varchar' },
          { name: 'name', type: 'varchar', isNullable: true },
          { name: 'is_default', type: 'boolean' },
          { name: 'created_at', type: 'varchar' },
        ],
      }),
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['holder', 'disclosure', 'badge']) await runner.dropTable(table)
  }
}

class AddLogProof1771000000001 implements MigrationInterface {
  readonly name = 'AddLogProof1771000000001'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE badge ADD COLUMN log_proof text')
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE badge DROP COLUMN log_proof')
  }
}

class AddOwnWords1795300000001 implements MigrationInterface {
  readonly name = 'AddOwnWords1795300000001'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE badge ADD COLUMN reflection text')
    for (const name of ['cv', 'share']) {
      await runner.createTable(
        new Table({
          name,
          columns: [
            { name: 'id', type: 'varchar', isPrimary: true },
            { name: 'at', type: 'varchar' },
            { name: 'body', type: 'text' },
          ],
        }),
      )
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['share', 'cv']) await runner.dropTable(table)
    await runner.query('ALTER TABLE badge DROP COLUMN reflection')
  }
}

export const walletSchema: Schema = {
  entities: [
    ...sealedKeySchema.entities,
    ...trustMemorySchema.entities,
    badgeEntity,
    disclosureEntity,
    cvEntity,
    shareEntity,
    holderEntity,
  ],
  migrations: [
    ...sealedKeySchema.migrations,
    ...trustMemorySchema.migrations,
    CreateWallet1763900000001,
    AddLogProof1771000000001,
    AddOwnWords1795300000001,
  ],
}
