import { type MigrationInterface, type QueryRunner, Table } from 'typeorm'
import { columns } from './columns.ts'

const table = new Table({
  name: 'claim_code',
  columns: columns(
    { provider: 'varchar', award_id: 'varchar' },
    { code_hash: 'varchar', printed_at: 'varchar' },
  ),
  uniques: [{ name: 'claim_code_hash', columnNames: ['code_hash'] }],
  indices: [{ name: 'claim_code_printed', columnNames: ['printed_at'] }],
})

/** Short codes on cards, for who types. */
export class KeepClaimCodes1795528000000 implements MigrationInterface {
  readonly name = 'KeepClaimCodes1795528000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(table)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(table)
  }
}
