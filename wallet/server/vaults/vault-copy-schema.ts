import { EntitySchema, type MigrationInterface, type QueryRunner, Table } from 'typeorm'

export type VaultRow = { id: string; tokenHash: string; counter: number }

export type VaultCopyRow = {
  vault: string
  counter: number
  /** The day on which it came, `2026-11-22`; no time. */
  day: string
  bytes: number
  /** Ciphertext in base64: one type that both databases know. */
  sealed: string
}

export const vaultEntity = new EntitySchema<VaultRow>({
  name: 'vault',
  tableName: 'vault',
  columns: {
    id: { type: 'varchar', primary: true },
    tokenHash: { name: 'token_hash', type: 'varchar' },
    counter: { type: 'integer' },
  },
})

export const vaultCopyEntity = new EntitySchema<VaultCopyRow>({
  name: 'vault_copy',
  tableName: 'vault_copy',
  columns: {
    vault: { type: 'varchar', primary: true },
    counter: { type: 'integer', primary: true },
    day: { type: 'varchar' },
    bytes: { type: 'integer' },
    sealed: { type: 'text' },
  },
})

export class CreateVault1770200000000 implements MigrationInterface {
  readonly name = 'CreateVault1770200000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'vault',
        columns: [
          { name: 'id', type: 'varchar', isPrimary: true },
          { name: 'token_hash', type: 'varchar' },
          { name: 'counter', type: 'integer' },
        ],
      }),
    )
    await runner.createTable(
      new Table({
        name: 'vault_copy',
        columns: [
          { name: 'vault', type: 'varchar', isPrimary: true },
          { name: 'counter', type: 'integer', isPrimary: true },
          { name: 'day', type: 'varchar' },
          { name: 'bytes', type: 'integer' },
          { name: 'sealed', type: 'text' },
        ],
      }),
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('vault_copy')
    await runner.dropTable('vault')
  }
}
