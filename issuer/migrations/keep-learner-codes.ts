import { type MigrationInterface, type QueryRunner, Table, TableColumn, TableIndex } from 'typeorm'
import { columns } from './columns.ts'

const uses = new Table({
  name: 'learner_code_use',
  columns: columns(
    { ticket_hash: 'varchar' },
    {
      provider: 'varchar',
      holder: 'varchar',
      'award_id?': 'varchar',
      'badge?': 'varchar',
      'activity_id?': 'varchar',
      'day?': 'varchar',
      'person_id?': 'varchar',
      used_at: 'varchar',
    },
  ),
  indices: [new TableIndex({ name: 'learner_code_use_age', columnNames: ['used_at'] })],
})

const added: readonly [table: string, column: string][] = [
  ['register_person', 'holder'],
  ['activity', 'archived_at'],
  ['learner_group_member', 'language'],
]

/** Learner's codes that were scanned; whose they are on registers; activities that are put away; languages in groups. */
export class KeepLearnerCodes1778510000000 implements MigrationInterface {
  readonly name = 'KeepLearnerCodes1778510000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(uses)
    for (const [table, name] of added) {
      await runner.addColumn(table, new TableColumn({ name, type: 'varchar', isNullable: true }))
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table, name] of [...added].reverse()) await runner.dropColumn(table, name)
    await runner.dropTable(uses)
  }
}
