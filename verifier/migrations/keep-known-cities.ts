import { type MigrationInterface, type QueryRunner, Table } from 'typeorm'

export class KeepKnownCities1779060000003 implements MigrationInterface {
  readonly name = 'KeepKnownCities1779060000003'

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'known_city',
        columns: [
          { name: 'city', type: 'varchar', isPrimary: true },
          { name: 'list', type: 'text', isNullable: true },
          { name: 'tried_at', type: 'varchar' },
          { name: 'refusal', type: 'varchar', isNullable: true },
        ],
      }),
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('known_city')
  }
}
