import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm'
import { columns } from './columns.ts'

const tables: readonly Table[] = [
  new Table({
    name: 'award_rule',
    columns: columns(
      { provider: 'varchar', id: 'varchar' },
      {
        code_hash: 'varchar',
        name: 'varchar',
        badge: 'varchar',
        needs: 'text',
        needed: 'integer',
        issuers: 'text',
        'opens_at?': 'varchar',
        'closes_at?': 'varchar',
        'cap?': 'integer',
        uses: 'integer',
        is_paused: 'boolean',
        created_at: 'varchar',
      },
    ),
    indices: [
      new TableIndex({ name: 'award_rule_code', columnNames: ['code_hash'], isUnique: true }),
    ],
  }),
  new Table({
    name: 'award_rule_use',
    columns: columns(
      { provider: 'varchar', rule_id: 'varchar', holder: 'varchar' },
      { award_id: 'varchar', used_at: 'varchar' },
    ),
  }),
  new Table({
    name: 'award_rule_visit',
    columns: columns(
      { exchange_hash: 'varchar' },
      {
        provider: 'varchar',
        rule_id: 'varchar',
        id: 'varchar',
        nonce: 'varchar',
        state: 'varchar',
        wanted: 'text',
        language: 'varchar',
        session_hash: 'varchar',
        'response_code_hash?': 'varchar',
        has_returned: 'boolean',
        progress: 'varchar',
        'outcome?': 'text',
        created_at: 'varchar',
        expires_at: 'varchar',
      },
    ),
    indices: [
      new TableIndex({ name: 'award_rule_visit_id', columnNames: ['id'], isUnique: true }),
      new TableIndex({ name: 'award_rule_visit_nonce', columnNames: ['nonce'], isUnique: true }),
      new TableIndex({ name: 'award_rule_visit_age', columnNames: ['expires_at'] }),
    ],
  }),
]

/** Badges that are given by rule to whoever shows other badges. */
export class KeepAwardRules1779310000000 implements MigrationInterface {
  readonly name = 'KeepAwardRules1779310000000'

  async up(runner: QueryRunner): Promise<void> {
    for (const table of tables) await runner.createTable(table)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [...tables].reverse()) await runner.dropTable(table)
  }
}
