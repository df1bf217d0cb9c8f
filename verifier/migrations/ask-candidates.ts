import { type MigrationInterface, type QueryRunner, Table } from 'typeorm'
import { columns } from './columns.ts'

export class AskCandidates1795526200555 implements MigrationInterface {
  readonly name = 'AskCandidates1795526200555'

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'candidate_ask',
        columns: columns(['organisation', 'id'], {
          candidate_id: 'varchar',
          code: 'varchar',
          title: 'varchar',
          purpose: 'varchar',
          needs: 'text',
          'trusted_cities?': 'text',
          retention_days: 'integer',
          created_at: 'varchar',
          expires_at: 'varchar',
        }),
        uniques: [{ name: 'candidate_ask_code', columnNames: ['code'] }],
        indices: [
          {
            name: 'candidate_ask_candidate',
            columnNames: ['organisation', 'candidate_id', 'created_at'],
          },
        ],
      }),
    )
    // what nobody said to be theirs is looked for each minute
    await runner.query(
      'create index candidate_evidence_unclaimed on candidate_evidence (received_at) where counts_since is null',
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index candidate_evidence_unclaimed')
    await runner.dropTable('candidate_ask')
  }
}
