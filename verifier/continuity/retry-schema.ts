import { EntitySchema, type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm'
import type { Schema } from '../../shared/node/database/database.ts'
import type { OutboxRow } from '../../shared/server/outbox/outbox-queue.ts'

/** What is checked again by itself: evidence of a candidate, or a report that was made; `id` is its own. */
export type RetryRow = OutboxRow & { organisation: string; kind: string }

const word = { type: 'varchar' } as const
const mayBeAbsent = { ...word, nullable: true } as const

export const retryEntity = new EntitySchema<RetryRow>({
  name: 'retried_check',
  tableName: 'retried_check',
  columns: {
    id: { ...word, primary: true },
    organisation: word,
    kind: word,
    state: word,
    attempts: { type: 'integer' },
    failure: mayBeAbsent,
    dueAt: { ...word, name: 'due_at' },
    giveUpAt: { ...word, name: 'give_up_at' },
    lease: mayBeAbsent,
    sentAt: { ...mayBeAbsent, name: 'sent_at' },
  },
})

class RetryChecks1795500001123 implements MigrationInterface {
  readonly name = 'RetryChecks1795500001123'

  async up(runner: QueryRunner): Promise<void> {
    const column = (name: string) => ({ name, type: 'varchar' })
    const optional = (name: string) => ({ ...column(name), isNullable: true })
    await runner.createTable(
      new Table({
        name: 'retried_check',
        columns: [
          { ...column('id'), isPrimary: true },
          column('organisation'),
          column('kind'),
          column('state'),
          { name: 'attempts', type: 'integer' },
          optional('failure'),
          column('due_at'),
          column('give_up_at'),
          optional('lease'),
          optional('sent_at'),
        ],
      }),
    )
    await runner.createIndex(
      'retried_check',
      new TableIndex({ name: 'retried_check_due', columnNames: ['state', 'due_at'] }),
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('retried_check')
  }
}

export const retrySchema: Schema = {
  // an EntitySchema of one row type stands for any entity to TypeORM
  entities: [retryEntity] as Schema['entities'],
  migrations: [RetryChecks1795500001123],
}
