import { randomUUID } from 'node:crypto'
import type { Transaction } from '../../node/database/database.ts'
import { newInOutbox } from '../outbox/outbox-queue.ts'
import { sendAgain } from './delivery-store.ts'
import {
  addEndpoint,
  changeEndpoint,
  disableEndpoint,
  type EndpointKey,
  enableEndpoint,
  getEndpoint,
  removeEndpoint,
  renewSecret,
} from './endpoint-store.ts'
import type { EndpointInput, WebhookAction } from './webhook.ts'
import type { WebhookPorts } from './webhook-ports.ts'
import { deliveryEntity, type EndpointRow, eventEntity } from './webhook-schema.ts'

type By = { key: EndpointKey; actorId: string }

/** @throws AppError address_forbidden, conflict */
export async function makeEndpoint(
  tx: Transaction,
  { input, scope, actorId }: { input: EndpointInput; scope: string; actorId: string },
  ports: WebhookPorts,
): Promise<EndpointRow> {
  const row = await addEndpoint(tx, { ...input, scope, actorId }, ports)
  await note(tx, { key: { scope, id: row.id }, actorId }, 'webhook.added', ports)
  return row
}

/** @throws AppError not_found, address_forbidden */
export async function editEndpoint(
  tx: Transaction,
  { input, ...by }: By & { input: EndpointInput },
  ports: WebhookPorts,
): Promise<EndpointRow> {
  const row = await changeEndpoint(tx, by.key, input, ports)
  await note(tx, by, 'webhook.changed', ports)
  return row
}

/** What is done to an endpoint that takes no more than its name. */
export const endpointActs = ['renew-secret', 'enable', 'disable', 'remove', 'test'] as const

export type EndpointAct = (typeof endpointActs)[number]

const actions = {
  'renew-secret': 'webhook.secret-renewed',
  enable: 'webhook.enabled',
  disable: 'webhook.disabled',
  remove: 'webhook.removed',
} as const satisfies Partial<Record<EndpointAct, WebhookAction>>

/** @throws AppError not_found, conflict */
export async function actOnEndpoint(
  tx: Transaction,
  { act, ...by }: By & { act: EndpointAct },
  ports: WebhookPorts,
): Promise<void> {
  if (act === 'test') return testEndpoint(tx, by.key, ports)
  if (act === 'renew-secret') await renewSecret(tx, by.key, ports)
  if (act === 'enable') await enableEndpoint(tx, by.key)
  if (act === 'disable') await disableEndpoint(tx, by.key, 'by-hand')
  if (act === 'remove') await removeEndpoint(tx, by.key)
  await note(tx, by, actions[act], ports)
}

/** @throws AppError not_found, conflict */
export async function resend(
  tx: Transaction,
  { key, delivery }: { key: EndpointKey; delivery: string },
  ports: WebhookPorts,
): Promise<void> {
  await getEndpoint(tx, key)
  await sendAgain(tx, { endpointId: key.id, id: delivery }, ports)
}

/** An event that says nothing, to see whether it arrives. @throws AppError not_found, conflict */
async function testEndpoint(
  tx: Transaction,
  key: EndpointKey,
  { clock }: WebhookPorts,
): Promise<void> {
  await getEndpoint(tx, key)
  const at = clock().toISOString()
  const type = 'webhook.test'
  const event = { id: randomUUID(), type, createdAt: at }
  const body = JSON.stringify({ type, timestamp: at, data: { webhookId: key.id } })
  await tx.insert(eventEntity, { ...event, body })
  const delivery = randomUUID()
  await tx.insert(deliveryEntity, {
    ...newInOutbox(clock()),
    id: delivery,
    endpointId: key.id,
    eventId: event.id,
    type,
    httpStatus: null,
    createdAt: at,
  })
  await sendAgain(tx, { endpointId: key.id, id: delivery }, { clock })
}

async function note(
  tx: Transaction,
  { key: { scope, id }, actorId }: By,
  action: WebhookAction,
  { audit, clock }: WebhookPorts,
): Promise<void> {
  await audit(tx, {
    scope,
    actor: actorId,
    action,
    subject: id,
    at: clock().toISOString(),
  })
}
