import { type MigrationInterface, type QueryRunner, Table } from 'typeorm'
import { columns } from './columns.ts'

export class KeepSentOutcomes1795526300666 implements MigrationInterface {
  readonly name = 'KeepSentOutcomes1795526300666'

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'sent_outcome',
        columns: columns(['id'], {
          session_hash: 'varchar',
          sealed: 'text',
          delete_after: 'varchar',
        }),
        indices: [
          { name: 'sent_outcome_session', columnNames: ['session_hash'] },
          { name: 'sent_outcome_delete_after', columnNames: ['delete_after'] },
        ],
      }),
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('sent_outcome')
  }
}
