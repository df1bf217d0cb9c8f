import { type MigrationInterface, type QueryRunner, Table, TableColumn, TableIndex } from 'typeorm'
import { columns } from './columns.ts'

const table = new Table({
  name: 'provider_application',
  columns: columns(
    { id: 'varchar' },
    {
      state: 'varchar',
      language: 'varchar',
      name: 'varchar',
      name_key: 'varchar',
      kind: 'varchar',
      description: 'text',
      'website?': 'varchar',
      contact: 'varchar',
      email: 'varchar',
      badges: 'text',
      token_hash: 'varchar',
      created_at: 'varchar',
      'confirmed_at?': 'varchar',
      'decided_at?': 'varchar',
      'reason?': 'text',
      'provider?': 'varchar',
    },
  ),
  uniques: [
    { name: 'provider_application_token', columnNames: ['token_hash'] },
    { name: 'provider_application_provider', columnNames: ['provider'] },
  ],
  indices: [
    new TableIndex({
      name: 'provider_application_state',
      columnNames: ['state', 'created_at', 'id'],
    }),
    new TableIndex({ name: 'provider_application_email', columnNames: ['email'] }),
  ],
})

const ofProvider = ['state_reason', 'domain_state', 'domain_checked_at', 'domain_ok_at'].map(
  (name) => new TableColumn({ name, type: 'text', isNullable: true }),
)

/** Who asks to award badges here; why a provider is in its state; what its own domain served last. */
export class KeepApplications1778511000000 implements MigrationInterface {
  readonly name = 'KeepApplications1778511000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(table)
    await runner.addColumns('provider', ofProvider)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumns('provider', ofProvider)
    await runner.dropTable(table)
  }
}
