import { randomUUID } from 'node:crypto'
import { AppError } from '../../errors/app-error.ts'
import { assertPermittedUrl } from '../../node/address-filter.ts'
import type { Reader, Transaction } from '../../node/database/database.ts'
import type { Scope } from '../access.ts'
import { type EndpointInput, maxEndpointsOfScope, type WebhookEndpoint } from './webhook.ts'
import { deliveryEntity, type EndpointRow, endpointEntity } from './webhook-schema.ts'

export type EndpointKey = { scope: Scope; id: string }

/** The endpoints of a scope, the oldest first; there are few. */
export async function listEndpoints(reader: Reader, scope: Scope): Promise<EndpointRow[]> {
  return reader.find(endpointEntity, { where: { scope }, order: { createdAt: 'ASC', id: 'ASC' } })
}

/** @throws AppError not_found */
export async function getEndpoint(reader: Reader, { scope, id }: EndpointKey) {
  const row = await reader.findOneBy(endpointEntity, { scope, id })
  if (row === null) throw new AppError('not_found', 'There is no such webhook endpoint')
  return row
}

/** @throws AppError address_forbidden, conflict where there are too many */
export async function addEndpoint(
  tx: Transaction,
  input: EndpointInput & { scope: Scope; actorId: string },
  ports: { clock: () => Date; allowLoopbackHttp: boolean },
): Promise<EndpointRow> {
  const { url, name, events, scope, actorId } = input
  assertPermittedUrl(new URL(url), ports)
  if ((await tx.count(endpointEntity, { where: { scope } })) >= maxEndpointsOfScope) {
    throw new AppError('conflict', 'There are as many endpoints as there can be. Remove one first')
  }
  const now = ports.clock().toISOString()
  const row: EndpointRow = {
    id: randomUUID(),
    scope,
    url,
    name,
    events: JSON.stringify(events),
    state: 'active',
    disabledBecause: null,
    generation: 1,
    renewedAt: now,
    createdAt: now,
    createdBy: actorId,
  }
  await tx.insert(endpointEntity, row)
  return row
}

/** @throws AppError not_found, address_forbidden */
export async function changeEndpoint(
  tx: Transaction,
  key: EndpointKey,
  { url, name, events }: EndpointInput,
  ports: { allowLoopbackHttp: boolean },
): Promise<EndpointRow> {
  assertPermittedUrl(new URL(url), ports)
  const row = await getEndpoint(tx, key)
  const changes = { url, name, events: JSON.stringify(events) }
  await tx.update(endpointEntity, key, changes)
  return { ...row, ...changes }
}

/** For a day the secret before signs beside the new one. @throws AppError not_found */
export async function renewSecret(
  tx: Transaction,
  key: EndpointKey,
  { clock }: { clock: () => Date },
): Promise<EndpointRow> {
  const row = await getEndpoint(tx, key)
  const changes = { generation: row.generation + 1, renewedAt: clock().toISOString() }
  await tx.update(endpointEntity, key, changes)
  return { ...row, ...changes }
}

/** @throws AppError not_found */
export async function enableEndpoint(tx: Transaction, key: EndpointKey): Promise<void> {
  await getEndpoint(tx, key)
  await tx.update(endpointEntity, key, { state: 'active', disabledBecause: null })
}

/** What waits for it is given up. @throws AppError not_found */
export async function disableEndpoint(
  tx: Transaction,
  key: EndpointKey,
  disabledBecause: NonNullable<WebhookEndpoint['disabledBecause']>,
): Promise<void> {
  await getEndpoint(tx, key)
  await tx.update(endpointEntity, key, { state: 'disabled', disabledBecause })
  await tx.update(
    deliveryEntity,
    { endpointId: key.id, state: 'waiting' },
    { state: 'failed', failure: 'disabled', lease: null },
  )
}

/** With all that is known of what it was sent. @throws AppError not_found */
export async function removeEndpoint(tx: Transaction, key: EndpointKey): Promise<void> {
  await getEndpoint(tx, key)
  await tx.delete(deliveryEntity, { endpointId: key.id })
  await tx.delete(endpointEntity, key)
}

export function endpointOf(row: EndpointRow): WebhookEndpoint {
  const { id, scope, url, name, events, state, disabledBecause, createdAt, createdBy } = row
  return {
    id,
    scope,
    url,
    name,
    // sound: written as this type by this file alone
    events: JSON.parse(events) as string[],
    state: state as WebhookEndpoint['state'],
    ...(disabledBecause !== null && {
      disabledBecause: disabledBecause as NonNullable<WebhookEndpoint['disabledBecause']>,
    }),
    createdAt,
    createdBy,
  }
}
