import { EntitySchema, type MigrationInterface, type QueryRunner, Table } from 'typeorm'
import type { Schema } from '../../node/database/database.ts'
import type { OutboxRow } from '../outbox/outbox-queue.ts'

export type EndpointRow = {
  id: string
  scope: string
  url: string
  name: string
  /** JSON: the types of events it is told of. */
  events: string
  state: string
  disabledBecause: string | null
  /** Counts its secrets; each is derived from this number. */
  generation: number
  /** When it got its last secret: for a day the one before signs beside it. */
  renewedAt: string
  createdAt: string
  createdBy: string
}

export const endpointEntity = new EntitySchema<EndpointRow>({
  name: 'webhook_endpoint',
  columns: {
    id: { type: 'varchar', primary: true },
    scope: { type: 'varchar' },
    url: { type: 'varchar' },
    name: { type: 'varchar' },
    events: { type: 'text' },
    state: { type: 'varchar' },
    disabledBecause: { type: 'varchar', name: 'disabled_because', nullable: true },
    generation: { type: 'integer' },
    renewedAt: { type: 'varchar', name: 'renewed_at' },
    createdAt: { type: 'varchar', name: 'created_at' },
    createdBy: { type: 'varchar', name: 'created_by' },
  },
})

export type EventRow = {
  id: string
  type: string
  /** JSON, byte for byte as it is sent. */
  body: string
  createdAt: string
}

export const eventEntity = new EntitySchema<EventRow>({
  name: 'webhook_event',
  columns: {
    id: { type: 'varchar', primary: true },
    type: { type: 'varchar' },
    body: { type: 'text' },
    createdAt: { type: 'varchar', name: 'created_at' },
  },
})

/** One event on its way to one endpoint. */
export type DeliveryRow = OutboxRow & {
  endpointId: string
  eventId: string
  type: string
  /** HTTP status of the last answer, if there was one. */
  httpStatus: number | null
  createdAt: string
}

export const deliveryEntity = new EntitySchema<DeliveryRow>({
  name: 'webhook_delivery',
  columns: {
    id: { type: 'varchar', primary: true },
    endpointId: { type: 'varchar', name: 'endpoint_id' },
    eventId: { type: 'varchar', name: 'event_id' },
    type: { type: 'varchar' },
    state: { type: 'varchar' },
    attempts: { type: 'integer' },
    failure: { type: 'varchar', nullable: true },
    httpStatus: { type: 'integer', name: 'http_status', nullable: true },
    createdAt: { type: 'varchar', name: 'created_at' },
    dueAt: { type: 'varchar', name: 'due_at' },
    giveUpAt: { type: 'varchar', name: 'give_up_at' },
    lease: { type: 'varchar', nullable: true },
    sentAt: { type: 'varchar', name: 'sent_at', nullable: true },
  },
})

const text = (name: string) => ({ name, type: 'varchar' })
const key = (name: string) => ({ ...text(name), isPrimary: true })
const optional = (name: string) => ({ ...text(name), isNullable: true })

const tables: Table[] = [
  new Table({
    name: 'webhook_endpoint',
    columns: [
      key('id'),
      text('scope'),
      text('url'),
      text('name'),
      { name: 'events', type: 'text' },
      text('state'),
      optional('disabled_because'),
      { name: 'generation', type: 'integer' },
      text('renewed_at'),
      text('created_at'),
      text('created_by'),
    ],
    indices: [{ name: 'webhook_endpoint_scope', columnNames: ['scope', 'created_at'] }],
  }),
  new Table({
    name: 'webhook_event',
    columns: [key('id'), text('type'), { name: 'body', type: 'text' }, text('created_at')],
    indices: [{ name: 'webhook_event_age', columnNames: ['created_at'] }],
  }),
  new Table({
    name: 'webhook_delivery',
    columns: [
      key('id'),
      text('endpoint_id'),
      text('event_id'),
      text('type'),
      text('state'),
      { name: 'attempts', type: 'integer' },
      optional('failure'),
      { name: 'http_status', type: 'integer', isNullable: true },
      text('created_at'),
      text('due_at'),
      text('give_up_at'),
      optional('lease'),
      optional('sent_at'),
    ],
    indices: [
      { name: 'webhook_delivery_due', columnNames: ['state', 'due_at'] },
      { name: 'webhook_delivery_newest', columnNames: ['endpoint_id', 'created_at', 'id'] },
      { name: 'webhook_delivery_sent', columnNames: ['endpoint_id', 'state', 'sent_at'] },
      { name: 'webhook_delivery_age', columnNames: ['created_at'] },
    ],
  }),
]

class KeepWebhooks1795400000000 implements MigrationInterface {
  readonly name = 'KeepWebhooks1795400000000'

  async up(runner: QueryRunner): Promise<void> {
    for (const table of tables) await runner.createTable(table)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [...tables].reverse()) await runner.dropTable(table)
  }
}

/** The tables of webhooks: an application spreads entities and migrations into its own schema. */
export const webhookSchema: Schema = {
  entities: [endpointEntity, eventEntity, deliveryEntity],
  migrations: [KeepWebhooks1795400000000],
}
