import { type MigrationInterface, type QueryRunner, Table } from 'typeorm'
import { columns } from './columns.ts'

const table = new Table({
  name: 'city_settings',
  columns: columns({ id: 'varchar' }, { content: 'text', changed_at: 'varchar' }),
})

/** What the city's team sets at the console: one row. */
export class KeepCitySettings1778300000000 implements MigrationInterface {
  readonly name = 'KeepCitySettings1778300000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(table)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(table)
  }
}
