import {
  EntitySchema,
  type MigrationInterface,
  type QueryRunner,
  Table,
  TableColumn,
  TableIndex,
} from 'typeorm'
import type { Schema } from '../../node/database/database.ts'

export type IdempotencyKeyRow = {
  scope: string
  key: string
  fingerprint: string
  status: number
  /** The answer's body as JSON text. */
  body: string
  createdAt: string
}

export const idempotencyKeyEntity = new EntitySchema<IdempotencyKeyRow>({
  name: 'idempotency_key',
  tableName: 'idempotency_key',
  columns: {
    scope: { type: 'varchar', primary: true },
    key: { type: 'varchar', primary: true },
    fingerprint: { type: 'varchar' },
    status: { type: 'integer' },
    body: { type: 'text' },
    createdAt: { type: 'varchar', name: 'created_at' },
  },
})

export type ApiKeyRow = {
  id: string
  name: string
  provider: string | null
  /** SHA-256 of the key's text, hex. */
  hash: string
  createdAt: string
  revokedAt: string | null
  /** JSON: what it may do; nothing for one that may do all that there is in its scope. */
  permissions: string | null
  expiresAt: string | null
  /** The day of its last use, no closer. */
  usedOn: string | null
  /** Who made it, as the audit names them; nothing for one that the configuration made. */
  createdBy: string | null
  /** Its last characters, to tell keys apart. */
  hint: string | null
}

export const apiKeyEntity = new EntitySchema<ApiKeyRow>({
  name: 'api_key',
  tableName: 'api_key',
  columns: {
    id: { type: 'varchar', primary: true },
    name: { type: 'varchar' },
    provider: { type: 'varchar', nullable: true },
    hash: { type: 'varchar' },
    createdAt: { type: 'varchar', name: 'created_at' },
    revokedAt: { type: 'varchar', name: 'revoked_at', nullable: true },
    permissions: { type: 'text', nullable: true },
    expiresAt: { type: 'varchar', name: 'expires_at', nullable: true },
    usedOn: { type: 'varchar', name: 'used_on', nullable: true },
    createdBy: { type: 'varchar', name: 'created_by', nullable: true },
    hint: { type: 'varchar', nullable: true },
  },
})

class CreateApiTables1770000000000 implements MigrationInterface {
  readonly name = 'CreateApiTables1770000000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'idempotency_key',
        columns: [
          { name: 'scope', type: 'varchar', isPrimary: true },
          { name: 'key', type: 'varchar', isPrimary: true },
          { name: 'fingerprint', type: 'varchar' },
          { name: 'status', type: 'integer' },
          { name: 'body', type: 'text' },
          { name: 'created_at', type: 'varchar' },
        ],
        indices: [{ name: 'idempotency_key_created_at', columnNames: ['created_at'] }],
      }),
    )
    await runner.createTable(
      new Table({
        name: 'api_key',
        columns: [
          { name: 'id', type: 'varchar', isPrimary: true },
          { name: 'name', type: 'varchar' },
          { name: 'provider', type: 'varchar', isNullable: true },
          { name: 'hash', type: 'varchar' },
          { name: 'created_at', type: 'varchar' },
          { name: 'revoked_at', type: 'varchar', isNullable: true },
        ],
        uniques: [{ name: 'api_key_hash', columnNames: ['hash'] }],
      }),
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('api_key')
    await runner.dropTable('idempotency_key')
  }
}

const keyColumns = [
  new TableColumn({ name: 'permissions', type: 'text', isNullable: true }),
  ...['expires_at', 'used_on', 'created_by', 'hint'].map(
    (name) => new TableColumn({ name, type: 'varchar', isNullable: true }),
  ),
]

const newestIndex = new TableIndex({
  name: 'api_key_newest',
  columnNames: ['provider', 'created_at', 'id'],
})

const makerIndex = new TableIndex({ name: 'api_key_maker', columnNames: ['created_by'] })

class LimitApiKeys1795410000000 implements MigrationInterface {
  readonly name = 'LimitApiKeys1795410000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumns('api_key', keyColumns)
    await runner.createIndices('api_key', [newestIndex, makerIndex])
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndices('api_key', [makerIndex, newestIndex])
    await runner.dropColumns('api_key', keyColumns)
  }
}

/** Tables of the API parts: an application spreads entities and migrations into its own schema. */
export const apiSchema: Schema = {
  entities: [idempotencyKeyEntity, apiKeyEntity],
  migrations: [CreateApiTables1770000000000, LimitApiKeys1795410000000],
}
