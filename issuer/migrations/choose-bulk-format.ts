import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm'

/** The lists of before were issued as tokens. */
const format = new TableColumn({ name: 'format', type: 'varchar', default: "'jwt_vc_json'" })

/** How the badges of a list are secured that are issued at once. */
export class ChooseBulkFormat1795527000777 implements MigrationInterface {
  readonly name = 'ChooseBulkFormat1795527000777'

  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn('bulk_award', format)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('bulk_award', format)
  }
}
