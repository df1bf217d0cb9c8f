import { MoreThanOrEqual } from 'typeorm'
import { AppError } from '../../errors/app-error.ts'
import type { Database, Reader, Transaction } from '../../node/database/database.ts'
import { newInOutbox } from '../outbox/outbox-queue.ts'
import type { WebhookFailure } from './webhook.ts'
import { type DeliveryRow, deliveryEntity, endpointEntity, eventEntity } from './webhook-schema.ts'

/** One event on its way to an endpoint, as its owners see it. */
export type DeliveryView = {
  id: string
  /** As `webhook-id` says it: the same for every try. */
  eventId: string
  type: string
  state: 'waiting' | 'sent' | 'failed'
  attempts: number
  failure?: WebhookFailure
  httpStatus?: number
  createdAt: string
  sentAt?: string
  triedAgainAt?: string
}

export type DeliveryPage = {
  endpointId: string
  after?: { createdAt: string; id: string } | undefined
  limit: number
}

/** What an endpoint was sent and is to be sent, the newest first. */
export async function listDeliveries(
  reader: Reader,
  { endpointId, after, limit }: DeliveryPage,
): Promise<DeliveryView[]> {
  const query = reader
    .createQueryBuilder(deliveryEntity, 'delivery')
    .where('delivery.endpointId = :endpointId', { endpointId })
    .orderBy('delivery.createdAt', 'DESC')
    .addOrderBy('delivery.id', 'DESC')
    .take(limit)
  if (after !== undefined) {
    query.andWhere('(delivery.createdAt, delivery.id) < (:afterCreatedAt, :afterId)', {
      afterCreatedAt: after.createdAt,
      afterId: after.id,
    })
  }
  return (await query.getMany()).map(viewOf)
}

/**
 * Sends it again from the start, for another day, under the same id; also one that arrived.
 * @throws AppError not_found, conflict where the endpoint is disabled
 */
export async function sendAgain(
  tx: Transaction,
  { endpointId, id }: { endpointId: string; id: string },
  { clock }: { clock: () => Date },
): Promise<void> {
  const row = await tx.findOneBy(deliveryEntity, { endpointId, id })
  if (row === null) throw new AppError('not_found', 'There is no such delivery')
  const endpoint = await tx.findOneBy(endpointEntity, { id: endpointId })
  if (endpoint?.state !== 'active') {
    throw new AppError('conflict', 'This endpoint is disabled. Enable it first')
  }
  await tx.update(deliveryEntity, { id }, newInOutbox(clock()))
}

/** Whether the endpoint took anything since then. */
export async function hasTakenSince(
  reader: Reader,
  endpointId: string,
  since: string,
): Promise<boolean> {
  const where = { endpointId, state: 'sent', sentAt: MoreThanOrEqual(since) }
  return reader.exists(deliveryEntity, { where })
}

/** After so long nobody asks any more what was sent. */
const keptForMs = 30 * 24 * 3_600_000

export async function forgetOldDeliveries({
  database,
  clock,
}: {
  database: Database
  clock: () => Date
}): Promise<void> {
  const before = new Date(clock().getTime() - keptForMs).toISOString()
  await database.transact(async (tx) => {
    for (const entity of [deliveryEntity, eventEntity]) {
      const deletion = tx.createQueryBuilder().delete().from(entity)
      await deletion.where('created_at < :before', { before }).execute()
    }
  })
}

function viewOf(row: DeliveryRow): DeliveryView {
  const { id, eventId, type, attempts, createdAt } = row
  // sound, as for the failure: written by the outbox and the sender alone
  const state = row.state as DeliveryView['state']
  return {
    id,
    eventId,
    type,
    state,
    attempts,
    ...(row.failure !== null && { failure: row.failure as WebhookFailure }),
    ...(row.httpStatus !== null && { httpStatus: row.httpStatus }),
    createdAt,
    ...(row.sentAt !== null && { sentAt: row.sentAt }),
    ...(state === 'waiting' && { triedAgainAt: row.dueAt }),
  }
}
