import { EntitySchema, type MigrationInterface, type QueryRunner, Table } from 'typeorm'

export type ShareRow = {
  id: string
  tokenHash: string
  /** ISO 8601. */
  expiresAt: string
  isWithdrawn: boolean
  bytes: number
  /** Ciphertext in base64; nothing once it has ended. */
  sealed: string
}

export const shareEntity = new EntitySchema<ShareRow>({
  name: 'share',
  tableName: 'share',
  columns: {
    id: { type: 'varchar', primary: true },
    tokenHash: { name: 'token_hash', type: 'varchar' },
    expiresAt: { name: 'expires_at', type: 'varchar' },
    isWithdrawn: { name: 'is_withdrawn', type: 'boolean' },
    bytes: { type: 'integer' },
    sealed: { type: 'text' },
  },
  indices: [{ name: 'share_expires_at', columns: ['expiresAt'] }],
})

export class CreateShare1770200001000 implements MigrationInterface {
  readonly name = 'CreateShare1770200001000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'share',
        columns: [
          { name: 'id', type: 'varchar', isPrimary: true },
          { name: 'token_hash', type: 'varchar' },
          { name: 'expires_at', type: 'varchar' },
          { name: 'is_withdrawn', type: 'boolean' },
          { name: 'bytes', type: 'integer' },
          { name: 'sealed', type: 'text' },
        ],
        indices: [{ name: 'share_expires_at', columnNames: ['expires_at'] }],
      }),
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('share')
  }
}
