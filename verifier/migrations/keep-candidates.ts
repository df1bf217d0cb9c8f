import { type MigrationInterface, type QueryRunner, Table, TableColumn } from 'typeorm'
import { columns } from './columns.ts'

const tables = [
  new Table({
    name: 'candidate',
    columns: columns(['organisation', 'id'], {
      'vacancy_id?': 'varchar',
      pseudonym: 'varchar',
      'stated_name?': 'varchar',
      'contact?': 'varchar',
      found_by: 'varchar',
      'session_hash?': 'varchar',
      state: 'varchar',
      received_at: 'varchar',
      delete_after: 'varchar',
    }),
    uniques: [{ name: 'candidate_pseudonym', columnNames: ['organisation', 'pseudonym'] }],
    indices: [
      { name: 'candidate_time', columnNames: ['organisation', 'received_at', 'id'] },
      {
        name: 'candidate_vacancy_time',
        columnNames: ['organisation', 'vacancy_id', 'received_at', 'id'],
      },
      { name: 'candidate_session', columnNames: ['organisation', 'session_hash'] },
      { name: 'candidate_delete_after', columnNames: ['delete_after'] },
    ],
  }),
  new Table({
    name: 'candidate_key',
    columns: columns(['organisation', 'candidate_id'], { sealed: 'text' }),
  }),
  new Table({
    name: 'candidate_evidence',
    columns: columns(['organisation', 'id'], {
      candidate_id: 'varchar',
      'request_id?': 'varchar',
      source: 'varchar',
      'verdict?': 'varchar',
      badges: 'integer',
      'report?': 'text',
      'own_words?': 'text',
      query_ids: 'text',
      'file_name?': 'varchar',
      presentations_hash: 'varchar',
      'receipt?': 'text',
      received_at: 'varchar',
      'counts_since?': 'varchar',
    }),
    indices: [
      {
        name: 'candidate_evidence_candidate',
        columnNames: ['organisation', 'candidate_id', 'received_at', 'id'],
      },
      { name: 'candidate_evidence_request', columnNames: ['request_id'] },
    ],
  }),
  new Table({
    name: 'candidate_presented',
    columns: columns(['organisation', 'evidence_id'], { candidate_id: 'varchar', sealed: 'text' }),
    indices: [
      { name: 'candidate_presented_candidate', columnNames: ['organisation', 'candidate_id'] },
    ],
  }),
  new Table({
    name: 'candidate_earlier_check',
    columns: columns(['organisation', 'id'], {
      candidate_id: 'varchar',
      evidence_id: 'varchar',
      report: 'text',
      'receipt?': 'text',
      checked_at: 'varchar',
    }),
    indices: [
      {
        name: 'candidate_earlier_check_candidate',
        columnNames: ['organisation', 'candidate_id', 'checked_at'],
      },
    ],
  }),
  new Table({
    name: 'candidate_holder',
    columns: columns(['organisation', 'evidence_id', 'holder_hash'], { candidate_id: 'varchar' }),
    indices: [
      { name: 'candidate_holder_hash', columnNames: ['organisation', 'holder_hash'] },
      { name: 'candidate_holder_candidate', columnNames: ['organisation', 'candidate_id'] },
    ],
  }),
]

const requests = 'presentation_request'
const asked = 'candidate_id'

/** What candidates sent, apart from the requests it may have answered. */
export class KeepCandidates1795420000000 implements MigrationInterface {
  readonly name = 'KeepCandidates1795420000000'

  async up(runner: QueryRunner): Promise<void> {
    for (const table of tables) await runner.createTable(table)
    await runner.addColumn(
      requests,
      new TableColumn({ name: asked, type: 'varchar', isNullable: true }),
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn(requests, asked)
    for (const { name } of tables) await runner.dropTable(name)
  }
}
