import { type MigrationInterface, type QueryRunner, Table, TableColumn } from 'typeorm'
import { columns } from './columns.ts'

export class KeepPresentedOfRequests1795526100444 implements MigrationInterface {
  readonly name = 'KeepPresentedOfRequests1795526100444'

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'request_presented',
        columns: columns(['request_id'], { sealed: 'text' }),
      }),
    )
    const earlier = new TableColumn({ name: 'earlier', type: 'text', isNullable: true })
    await runner.addColumn('presentation_report', earlier)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('presentation_report', 'earlier')
    await runner.dropTable('request_presented')
  }
}
