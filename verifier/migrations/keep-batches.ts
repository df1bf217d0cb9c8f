import { type MigrationInterface, type QueryRunner, Table } from 'typeorm'

const text = (name: string) => ({ name, type: 'varchar' })
const key = (name: string) => ({ ...text(name), isPrimary: true })
const whole = (name: string) => ({ name, type: 'integer' })

const tables = [
  new Table({
    name: 'batch',
    columns: [
      key('organisation'),
      key('id'),
      text('name'),
      text('actor'),
      whole('row_count'),
      { name: 'sealed_key', type: 'text' },
      { name: 'trusted_cities', type: 'text', isNullable: true },
      text('created_at'),
      { ...text('started_at'), isNullable: true },
      { ...text('cancelled_at'), isNullable: true },
      text('delete_after'),
    ],
    indices: [
      { name: 'batch_newest', columnNames: ['organisation', 'created_at', 'id'] },
      { name: 'batch_delete_after', columnNames: ['delete_after'] },
    ],
  }),
  new Table({
    name: 'batch_item',
    columns: [
      key('organisation'),
      key('batch_id'),
      { ...whole('number'), isPrimary: true },
      text('own_id'),
      { name: 'sealed', type: 'text', isNullable: true },
      { ...text('outcome'), isNullable: true },
      { name: 'result', type: 'text', isNullable: true },
    ],
    indices: [{ name: 'batch_item_outcome', columnNames: ['organisation', 'batch_id', 'outcome'] }],
  }),
]

export class KeepBatches1795431000000 implements MigrationInterface {
  readonly name = 'KeepBatches1795431000000'

  async up(runner: QueryRunner): Promise<void> {
    for (const table of tables) await runner.createTable(table)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [...tables].reverse()) await runner.dropTable(table)
  }
}
