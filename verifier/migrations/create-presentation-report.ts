import { type MigrationInterface, type QueryRunner, Table } from 'typeorm'

export class CreatePresentationReport1771000000002 implements MigrationInterface {
  readonly name = 'CreatePresentationReport1771000000002'

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'presentation_report',
        columns: [
          { name: 'request_id', type: 'varchar', isPrimary: true },
          { name: 'verdict', type: 'varchar' },
          { name: 'report', type: 'text' },
          { name: 'query_ids', type: 'text' },
          { name: 'presentations_hash', type: 'varchar' },
          { name: 'created_at', type: 'varchar' },
        ],
        foreignKeys: [
          {
            name: 'presentation_report_request',
            columnNames: ['request_id'],
            referencedTableName: 'presentation_request',
            referencedColumnNames: ['id'],
            onDelete: 'CASCADE',
          },
        ],
      }),
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('presentation_report')
  }
}
