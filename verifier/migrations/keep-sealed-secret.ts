import { type MigrationInterface, type QueryRunner, Table } from 'typeorm'
import type { Schema } from '../../shared/node/database/database.ts'
import { sealedSecretEntity } from '../../shared/node/kms/installation-secret.ts'

class KeepSealedSecret1779060000002 implements MigrationInterface {
  readonly name = 'KeepSealedSecret1779060000002'

  async up(runner: QueryRunner): Promise<void> {
    const text = (name: string) => ({ name, type: 'varchar' })
    await runner.createTable(
      new Table({
        name: 'sealed_secret',
        columns: [
          { ...text('name'), isPrimary: true },
          ...['iv', 'ciphertext', 'tag', 'created_at'].map(text),
        ],
      }),
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('sealed_secret')
  }
}

/** What keys of pages, mails and links are derived from. */
export const sealedSecretSchema: Schema = {
  entities: [sealedSecretEntity],
  migrations: [KeepSealedSecret1779060000002],
}
