import { type MigrationInterface, type QueryRunner, Table } from 'typeorm'

export class CreatePresentationReceipt1771000000003 implements MigrationInterface {
  readonly name = 'CreatePresentationReceipt1771000000003'

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'presentation_receipt',
        columns: [
          { name: 'request_id', type: 'varchar', isPrimary: true },
          { name: 'receipt', type: 'text' },
        ],
        foreignKeys: [
          {
            name: 'presentation_receipt_request',
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
    await runner.dropTable('presentation_receipt')
  }
}
