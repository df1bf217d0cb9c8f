import { type MigrationInterface, type QueryRunner, Table } from 'typeorm'

export class KeepBundles1795500002123 implements MigrationInterface {
  readonly name = 'KeepBundles1795500002123'

  async up(runner: QueryRunner): Promise<void> {
    const column = (name: string) => ({ name, type: 'varchar' })
    await runner.createTable(
      new Table({
        name: 'kept_bundle',
        columns: [
          { ...column('organisation'), isPrimary: true },
          { ...column('city'), isPrimary: true },
          column('as_of'),
          column('key_thumbprint'),
          column('kept_at'),
          { name: 'body', type: 'text' },
        ],
      }),
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('kept_bundle')
  }
}
