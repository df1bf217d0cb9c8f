import { type MigrationInterface, type QueryRunner, Table, TableColumn } from 'typeorm'
import { columns } from './columns.ts'

const tables: Table[] = [
  new Table({
    name: 'identity_key',
    columns: columns(
      { did: 'varchar', key_id: 'varchar' },
      {
        key_type: 'varchar',
        public_key_hex: 'varchar',
        thumbprint: 'varchar',
        purpose: 'varchar',
        created_at: 'varchar',
        'retired_at?': 'varchar',
        'retired_size?': 'integer',
        'compromised_at?': 'varchar',
        'compromised_size?': 'integer',
      },
    ),
  }),
  new Table({
    name: 'accreditation',
    columns: columns(
      { provider: 'varchar', id: 'varchar' },
      {
        scope: 'text',
        from_at: 'varchar',
        'from_size?': 'integer',
        'until_at?': 'varchar',
        'until_size?': 'integer',
        created_at: 'varchar',
      },
    ),
  }),
  new Table({
    name: 'recognition',
    columns: columns(
      { id: 'varchar' },
      {
        city: 'varchar',
        name: 'varchar',
        from_at: 'varchar',
        'until_at?': 'varchar',
        'achievements?': 'text',
        created_at: 'varchar',
      },
    ),
  }),
  new Table({
    name: 'trust_list',
    columns: columns(
      { seq: 'integer' },
      {
        statement: 'text',
        content_hash: 'varchar',
        trust_version: 'integer',
        signed_at: 'varchar',
        renew_at: 'varchar',
      },
    ),
  }),
]

const providerColumns = [
  new TableColumn({ name: 'state', type: 'varchar', default: "'active'" }),
  new TableColumn({ name: 'state_at', type: 'varchar', isNullable: true }),
  new TableColumn({ name: 'last_document', type: 'text', isNullable: true }),
  new TableColumn({ name: 'last_document_at', type: 'varchar', isNullable: true }),
]

/** The history of keys, accreditations and recognitions, and the trust lists made of them. */
export class KeepTrust1775000000000 implements MigrationInterface {
  readonly name = 'KeepTrust1775000000000'

  async up(runner: QueryRunner): Promise<void> {
    for (const table of tables) await runner.createTable(table)
    await runner.addColumns('provider', providerColumns)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumns('provider', providerColumns)
    for (const table of [...tables].reverse()) await runner.dropTable(table)
  }
}
