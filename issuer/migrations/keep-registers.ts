import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm'
import { columns } from './columns.ts'

const tables: Table[] = [
  new Table({
    name: 'activity',
    columns: columns(
      { provider: 'varchar', id: 'varchar' },
      { name: 'varchar', badge: 'varchar', needed: 'integer', created_at: 'varchar' },
    ),
    indices: [
      new TableIndex({ name: 'activity_newest', columnNames: ['provider', 'created_at', 'id'] }),
    ],
  }),
  new Table({
    name: 'activity_session',
    columns: columns({ provider: 'varchar', activity_id: 'varchar', day: 'varchar' }, {}),
    indices: [new TableIndex({ name: 'activity_session_day', columnNames: ['provider', 'day'] })],
  }),
  new Table({
    name: 'register_person',
    columns: columns(
      { provider: 'varchar', activity_id: 'varchar', id: 'varchar' },
      { name: 'varchar', 'email?': 'varchar', added_at: 'varchar', 'award_id?': 'varchar' },
    ),
  }),
  new Table({
    name: 'attendance',
    columns: columns(
      { provider: 'varchar', activity_id: 'varchar', day: 'varchar', person_id: 'varchar' },
      { marked_at: 'varchar', marked_by: 'varchar' },
    ),
  }),
  new Table({
    name: 'wall_code',
    columns: columns(
      { provider: 'varchar', id: 'varchar' },
      {
        activity_id: 'varchar',
        day: 'varchar',
        badge: 'varchar',
        kind: 'varchar',
        code_hash: 'varchar',
        opens_at: 'varchar',
        closes_at: 'varchar',
        cap: 'integer',
        uses: 'integer',
        created_at: 'varchar',
      },
    ),
    uniques: [{ name: 'wall_code_hash', columnNames: ['code_hash'] }],
    indices: [
      new TableIndex({
        name: 'wall_code_session',
        columnNames: ['provider', 'activity_id', 'day'],
      }),
    ],
  }),
  new Table({
    name: 'wall_use',
    columns: columns(
      { provider: 'varchar', wall_id: 'varchar', id: 'varchar' },
      { 'name?': 'varchar', award_id: 'varchar', used_at: 'varchar' },
    ),
  }),
]

/** Activities, their registers, and the codes on the walls of their rooms. */
export class KeepRegisters1778310000000 implements MigrationInterface {
  readonly name = 'KeepRegisters1778310000000'

  async up(runner: QueryRunner): Promise<void> {
    for (const table of tables) await runner.createTable(table)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [...tables].reverse()) await runner.dropTable(table)
  }
}
