import { EntitySchema, type MigrationInterface, type QueryRunner, Table } from 'typeorm'
import type { Schema } from '../../node/database/database.ts'
import type { OutboxRow } from '../outbox/outbox-queue.ts'

export type MailRow = OutboxRow & {
  recipient: string
  template: string
  language: string
  /** What is sealed of it: parameters, with their links. Nothing once it is sent, outside a demonstration. */
  content: string | null
  /** What it is about, for whoever looks whether it was sent: `award:harbour-youth.<id>`. */
  about: string | null
  createdAt: string
}

export const mailEntity = new EntitySchema<MailRow>({
  name: 'mail_outbox',
  columns: {
    id: { type: 'varchar', primary: true },
    recipient: { type: 'varchar' },
    template: { type: 'varchar' },
    language: { type: 'varchar' },
    content: { type: 'text', nullable: true },
    about: { type: 'varchar', nullable: true },
    state: { type: 'varchar' },
    attempts: { type: 'integer' },
    failure: { type: 'varchar', nullable: true },
    createdAt: { type: 'varchar', name: 'created_at' },
    dueAt: { type: 'varchar', name: 'due_at' },
    giveUpAt: { type: 'varchar', name: 'give_up_at' },
    lease: { type: 'varchar', nullable: true },
    sentAt: { type: 'varchar', name: 'sent_at', nullable: true },
  },
})

const text = (name: string) => ({ name, type: 'varchar' })
const optional = (name: string) => ({ ...text(name), isNullable: true })

const table = new Table({
  name: 'mail_outbox',
  columns: [
    { ...text('id'), isPrimary: true },
    text('recipient'),
    text('template'),
    text('language'),
    { name: 'content', type: 'text', isNullable: true },
    optional('about'),
    text('state'),
    { name: 'attempts', type: 'integer' },
    optional('failure'),
    text('created_at'),
    text('due_at'),
    text('give_up_at'),
    optional('lease'),
    optional('sent_at'),
  ],
  indices: [
    { name: 'mail_outbox_due', columnNames: ['state', 'due_at'] },
    { name: 'mail_outbox_about', columnNames: ['about', 'created_at'] },
    { name: 'mail_outbox_age', columnNames: ['created_at'] },
  ],
})

class KeepMail1778100000000 implements MigrationInterface {
  readonly name = 'KeepMail1778100000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(table)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(table)
  }
}

/** The table of mails to be sent: an application spreads entities and migrations into its own schema. */
export const mailSchema: Schema = {
  entities: [mailEntity],
  migrations: [KeepMail1778100000000],
}
