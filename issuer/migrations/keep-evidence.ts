import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm'
import { columns } from './columns.ts'

const files = new Table({
  name: 'sent_evidence_file',
  columns: columns(
    { provider: 'varchar', id: 'varchar' },
    { name: 'varchar', type: 'varchar', body: 'text' },
  ),
})

const table = new Table({
  name: 'sent_evidence',
  columns: columns(
    { provider: 'varchar', id: 'varchar' },
    {
      badge: 'varchar',
      language: 'varchar',
      name: 'varchar',
      email: 'varchar',
      'text?': 'text',
      'link?': 'varchar',
      is_shown: 'boolean',
      has_file: 'boolean',
      'witness?': 'varchar',
      'witness_saw?': 'boolean',
      'witness_at?': 'varchar',
      state: 'varchar',
      'reason?': 'varchar',
      sent_at: 'varchar',
      'decided_at?': 'varchar',
      'award_id?': 'varchar',
      learner_hash: 'varchar',
      witness_hash: 'varchar',
    },
  ),
  uniques: [
    { name: 'sent_evidence_learner', columnNames: ['learner_hash'] },
    { name: 'sent_evidence_witness', columnNames: ['witness_hash'] },
  ],
  indices: [
    new TableIndex({
      name: 'sent_evidence_state',
      columnNames: ['provider', 'state', 'sent_at', 'id'],
    }),
  ],
})

/** What learners send in to show what they can do. */
export class KeepEvidence1778410000000 implements MigrationInterface {
  readonly name = 'KeepEvidence1778410000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(table)
    await runner.createTable(files)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(files)
    await runner.dropTable(table)
  }
}
