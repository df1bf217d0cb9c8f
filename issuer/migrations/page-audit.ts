import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm'

const index = new TableIndex({
  name: 'audit_entry_time',
  columnNames: ['provider', 'at', 'id'],
})

/** The record of what was done is read from its newest end. */
export class PageAudit1778120000000 implements MigrationInterface {
  readonly name = 'PageAudit1778120000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.createIndex('audit_entry', index)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('audit_entry', index)
  }
}
