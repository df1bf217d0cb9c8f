import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm'

export class RetryChecks1795500001123 implements MigrationInterface {
  readonly name = 'RetryChecks1795500001123'

  async up(runner: QueryRunner): Promise<void> {
    const column = (name: string) => ({ name, type: 'varchar' })
    const optional = (name: string) => ({ ...column(name), isNullable: true })
    await runner.createTable(
      new Table({
        name: 'retried_check',
        columns: [
          { ...column('id'), isPrimary: true },
          column('organisation'),
          column('kind'),
          column('state'),
          { name: 'attempts', type: 'integer' },
          optional('failure'),
          column('due_at'),
          column('give_up_at'),
          optional('lease'),
          optional('sent_at'),
        ],
      }),
    )
    await runner.createIndex(
      'retried_check',
      new TableIndex({ name: 'retried_check_due', columnNames: ['state', 'due_at'] }),
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('retried_check')
  }
}
