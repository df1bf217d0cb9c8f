import { type MigrationInterface, type QueryRunner, Table } from 'typeorm'
import { columns } from './columns.ts'

const tables: Table[] = [
  new Table({
    name: 'reminder',
    columns: columns(
      { provider: 'varchar', id: 'varchar' },
      { people: 'integer', actor: 'varchar', created_at: 'varchar' },
    ),
  }),
  new Table({
    name: 'reminder_part',
    columns: columns(
      { provider: 'varchar', reminder_id: 'varchar', number: 'integer' },
      { awards: 'text', sent: 'integer', left_out: 'integer' },
    ),
  }),
]

/** Links that are sent again to many people at once, in parts. */
export class KeepReminders1778521000000 implements MigrationInterface {
  readonly name = 'KeepReminders1778521000000'

  async up(runner: QueryRunner): Promise<void> {
    for (const table of tables) await runner.createTable(table)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [...tables].reverse()) await runner.dropTable(table)
  }
}
