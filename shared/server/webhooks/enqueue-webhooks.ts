import { randomUUID } from 'node:crypto'
import { In } from 'typeorm'
import type { Transaction } from '../../node/database/database.ts'
import { insertRows } from '../../node/database/insert-rows.ts'
import { newInOutbox } from '../outbox/outbox-queue.ts'
import { scopesTold, type WebhookEvent } from './webhook.ts'
import {
  type DeliveryRow,
  deliveryEntity,
  type EndpointRow,
  type EventRow,
  endpointEntity,
  eventEntity,
} from './webhook-schema.ts'

/**
 * Tells the endpoints that listen, if, and only if, the unit is committed. An event that nobody listens to is kept
 * nowhere.
 */
export async function enqueueWebhooks(
  tx: Transaction,
  events: readonly WebhookEvent[],
): Promise<void> {
  const [first] = events
  if (first === undefined) return
  const scopes = [...new Set(events.flatMap(({ scope }) => scopesTold(scope)))]
  const endpoints = await tx.findBy(endpointEntity, { scope: In(scopes), state: 'active' })
  if (endpoints.length === 0) return
  const told = events.flatMap((event) => tellingOf(event, endpoints))
  await insertRows<EventRow>(
    tx,
    eventEntity,
    told.map(({ event }) => event),
  )
  await insertRows<DeliveryRow>(
    tx,
    deliveryEntity,
    told.flatMap(({ deliveries }) => deliveries),
  )
}

/** Whether an endpoint would be told of what happens there: where none is, nothing has to be said. */
export async function isAnyoneTold(
  tx: Transaction,
  scope: WebhookEvent['scope'],
): Promise<boolean> {
  const where = { scope: In(scopesTold(scope)), state: 'active' } as const
  return tx.exists(endpointEntity, { where })
}

function tellingOf(
  { scope, type, data, at }: WebhookEvent,
  endpoints: readonly EndpointRow[],
): { event: EventRow; deliveries: DeliveryRow[] }[] {
  const scopes = scopesTold(scope)
  const listening = endpoints.filter(
    (endpoint) => scopes.includes(endpoint.scope) && isListening(endpoint, type),
  )
  if (listening.length === 0) return []
  const id = randomUUID()
  const body = JSON.stringify({ type, timestamp: at, data })
  return [
    {
      event: { id, type, body, createdAt: at },
      deliveries: listening.map((endpoint) => ({
        ...newInOutbox(new Date(at)),
        id: randomUUID(),
        endpointId: endpoint.id,
        eventId: id,
        type,
        httpStatus: null,
        createdAt: at,
      })),
    },
  ]
}

function isListening({ events }: EndpointRow, type: string): boolean {
  // sound: written from a list of texts
  return (JSON.parse(events) as string[]).includes(type)
}
