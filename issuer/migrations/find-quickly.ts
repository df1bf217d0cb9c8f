import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm'

const indices: readonly { table: string; index: TableIndex }[] = [
  {
    table: 'status_entry',
    index: new TableIndex({
      name: 'status_entry_is_set',
      columnNames: ['provider', 'list', 'is_set'],
    }),
  },
  {
    table: 'access_token',
    index: new TableIndex({ name: 'access_token_award', columnNames: ['provider', 'award_id'] }),
  },
]

/** What large cities look for: the set bits of a list, and the tokens of an award. */
export class FindQuickly1777500000000 implements MigrationInterface {
  readonly name = 'FindQuickly1777500000000'

  async up(runner: QueryRunner): Promise<void> {
    for (const { table, index } of indices) await runner.createIndex(table, index)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { table, index } of indices) await runner.dropIndex(table, index)
  }
}
