import { type MigrationInterface, type QueryRunner, Table } from 'typeorm'
import { columns } from './columns.ts'

export class KeepMadeReports1795430000777 implements MigrationInterface {
  readonly name = 'KeepMadeReports1795430000777'

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'made_report',
        columns: columns(['organisation', 'id'], {
          language: 'varchar',
          'vacancy_id?': 'varchar',
          content: 'text',
          sealed: 'text',
          created_at: 'varchar',
          checked_at: 'varchar',
          page_until: 'varchar',
          delete_after: 'varchar',
        }),
        indices: [{ name: 'made_report_delete_after', columnNames: ['delete_after'] }],
      }),
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('made_report')
  }
}
