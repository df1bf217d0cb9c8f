import { type MigrationInterface, type QueryRunner, Table, TableColumn } from 'typeorm'
import { columns } from './columns.ts'

const tables: Table[] = [
  new Table({
    name: 'badge_draft',
    columns: columns(
      { provider: 'varchar', slug: 'varchar' },
      {
        design: 'text',
        state: 'varchar',
        author: 'varchar',
        revision: 'integer',
        created_at: 'varchar',
        updated_at: 'varchar',
      },
    ),
    indices: [{ name: 'badge_draft_state', columnNames: ['state', 'updated_at'] }],
  }),
  new Table({
    name: 'badge_event',
    columns: columns(
      { provider: 'varchar', badge: 'varchar', id: 'varchar' },
      {
        version: 'integer',
        kind: 'varchar',
        actor: 'varchar',
        words: 'text',
        points: 'text',
        at: 'varchar',
      },
    ),
  }),
  new Table({
    name: 'badge_picture',
    columns: columns(
      { provider: 'varchar', id: 'varchar' },
      { body: 'text', created_at: 'varchar' },
    ),
  }),
  new Table({
    name: 'badge_standard',
    columns: columns(
      { id: 'varchar', version: 'varchar' },
      { content: 'text', created_at: 'varchar' },
    ),
  }),
  new Table({
    name: 'skill',
    columns: columns(
      { code: 'varchar' },
      { content: 'text', words: 'text', created_at: 'varchar' },
    ),
  }),
  new Table({ name: 'quality_rule', columns: columns({ id: 'varchar' }, { content: 'text' }) }),
  new Table({
    name: 'endorsement',
    columns: columns(
      { provider: 'varchar', id: 'varchar' },
      {
        subject: 'varchar',
        'badge?': 'varchar',
        'version?': 'integer',
        endorser: 'varchar',
        endorser_name: 'varchar',
        words: 'text',
        credential: 'text',
        created_at: 'varchar',
        'ended_at?': 'varchar',
      },
    ),
  }),
]

const retiredAt = new TableColumn({ name: 'retired_at', type: 'varchar', isNullable: true })

/** Drafts of badges and how they were checked, their pictures, standards and skills, and who stands behind a badge. */
export class DesignBadges1778150000000 implements MigrationInterface {
  readonly name = 'DesignBadges1778150000000'

  async up(runner: QueryRunner): Promise<void> {
    for (const table of tables) await runner.createTable(table)
    await runner.addColumn('badge', retiredAt)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('badge', retiredAt)
    for (const table of [...tables].reverse()) await runner.dropTable(table)
  }
}
