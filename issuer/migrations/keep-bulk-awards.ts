import { type MigrationInterface, type QueryRunner, Table } from 'typeorm'
import { columns } from './columns.ts'

const tables: Table[] = [
  new Table({
    name: 'bulk_award',
    columns: columns(
      { provider: 'varchar', id: 'varchar' },
      {
        badge: 'varchar',
        badge_version: 'integer',
        language: 'varchar',
        delivery: 'varchar',
        notify: 'boolean',
        file_name: 'varchar',
        file_hash: 'varchar',
        rows: 'integer',
        faults: 'integer',
        fault_list: 'text',
        actor: 'varchar',
        created_at: 'varchar',
        'started_at?': 'varchar',
      },
    ),
    indices: [{ name: 'bulk_award_created_at', columnNames: ['provider', 'created_at'] }],
  }),
  new Table({
    name: 'bulk_part',
    columns: columns(
      { provider: 'varchar', bulk_id: 'varchar', number: 'integer' },
      { lines: 'text' },
    ),
  }),
]

/** Rosters that are awarded with one badge, in parts. */
export class KeepBulkAwards1778400000000 implements MigrationInterface {
  readonly name = 'KeepBulkAwards1778400000000'

  async up(runner: QueryRunner): Promise<void> {
    for (const table of tables) await runner.createTable(table)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [...tables].reverse()) await runner.dropTable(table)
  }
}
