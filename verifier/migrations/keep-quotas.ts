import { type MigrationInterface, type QueryRunner, Table } from 'typeorm'
import { columns } from './columns.ts'

const sized = ['candidate_evidence', 'batch'] as const

/** How much an organisation may take, how much came today, and how large what is kept is. */
export class KeepQuotas1795530000777 implements MigrationInterface {
  readonly name = 'KeepQuotas1795530000777'

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'organisation_quota',
        columns: columns(['organisation'], {
          files_per_day: 'integer',
          rows_per_day: 'integer',
          storage_megabytes: 'integer',
        }),
      }),
    )
    await runner.createTable(
      new Table({
        name: 'organisation_usage',
        columns: columns(['organisation', 'day'], { files: 'integer', row_count: 'integer' }),
      }),
    )
    for (const table of sized) {
      await runner.query(`alter table ${table} add column bytes integer not null default 0`)
      await runner.query(`create index ${table}_bytes on ${table} (organisation, bytes)`)
    }
    await runner.query(
      `update candidate_evidence set bytes = coalesce((select length(kept.sealed) from candidate_presented kept
        where kept.organisation = candidate_evidence.organisation and kept.evidence_id = candidate_evidence.id), 0)`,
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of sized) {
      await runner.query(`drop index ${table}_bytes`)
      await runner.query(`alter table ${table} drop column bytes`)
    }
    await runner.dropTable('organisation_usage')
    await runner.dropTable('organisation_quota')
  }
}
