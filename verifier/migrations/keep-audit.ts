import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm'

export class KeepAudit1779060000001 implements MigrationInterface {
  readonly name = 'KeepAudit1779060000001'

  async up(runner: QueryRunner): Promise<void> {
    const text = (name: string) => ({ name, type: 'varchar' })
    await runner.createTable(
      new Table({
        name: 'audit_entry',
        columns: [
          { ...text('organisation'), isPrimary: true },
          { ...text('id'), isPrimary: true },
          text('actor'),
          text('action'),
          text('subject'),
          { name: 'detail', type: 'text' },
          text('at'),
        ],
        indices: [
          new TableIndex({ name: 'audit_entry_time', columnNames: ['organisation', 'at', 'id'] }),
        ],
      }),
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('audit_entry')
  }
}
