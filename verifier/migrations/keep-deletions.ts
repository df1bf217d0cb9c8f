import { type MigrationInterface, type QueryRunner, Table } from 'typeorm'
import { columns } from './columns.ts'

/** What was deleted, without anybody in it. */
export class KeepDeletions1795440000333 implements MigrationInterface {
  readonly name = 'KeepDeletions1795440000333'

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'deletion',
        columns: columns(['organisation', 'id'], {
          deleted_at: 'varchar',
          why: 'varchar',
          'deleted_by?': 'varchar',
          content: 'text',
          'statement?': 'text',
        }),
        indices: [{ name: 'deletion_time', columnNames: ['organisation', 'deleted_at', 'id'] }],
      }),
    )
    await runner.query(
      'create index deletion_unfinished on deletion (deleted_at) where statement is null',
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('deletion')
  }
}
