import { LessThan } from 'typeorm'
import { isAppError } from '../../errors/app-error.ts'
import type { Database, Transaction } from '../../node/database/database.ts'
import type { GuardedFetch } from '../../node/guarded-fetch.ts'
import type { Logger } from '../operation/logger.ts'
import { changesAfter, createDueSender, noteOutcome, type Outcome } from '../outbox/outbox-queue.ts'
import { hasTakenSince } from './delivery-store.ts'
import { disableEndpoint, endpointOf } from './endpoint-store.ts'
import type { WebhookEndpoint, WebhookFailure } from './webhook.ts'
import {
  type DeliveryRow,
  deliveryEntity,
  type EndpointRow,
  endpointEntity,
  eventEntity,
} from './webhook-schema.ts'
import { type WebhookSecrets, webhookHeaders } from './webhook-signing.ts'

export type WebhookSenderPorts = {
  database: Database
  clock: () => Date
  logger: Logger
  /** The guarded one: no private address outside development, no redirect. */
  fetch: GuardedFetch
  secrets: WebhookSecrets
  /** Tells who looks after it, in the unit in which an endpoint that fails is disabled. */
  onDisabled: (tx: Transaction, endpoint: WebhookEndpoint) => Promise<void>
}

export type WebhookSender = {
  /** Sends all that is due, or what is under way when it is to close. @returns how many were taken */
  sendNow(closing?: AbortSignal): Promise<number>
}

const batchSize = 20
const answerWithinMs = 10_000
/** An answer's body says nothing here. */
const maxAnswerBytes = 65_536

/** Sends what waits: of several nodes on one database each event goes out from one. At least once. */
export function createWebhookSender(ports: WebhookSenderPorts): WebhookSender {
  return {
    sendNow: createDueSender(
      { entity: deliveryEntity, batchSize, sendOne: (row) => sendOne(row, ports) },
      ports,
    ),
  }
}

type Tried = Outcome<WebhookFailure> & { httpStatus: number | null }

async function sendOne(row: DeliveryRow, ports: WebhookSenderPorts): Promise<Tried['outcome']> {
  const { reader } = ports.database
  const endpoint = await reader.findOneBy(endpointEntity, { id: row.endpointId })
  const event = await reader.findOneBy(eventEntity, { id: row.eventId })
  const tried: Tried =
    endpoint?.state !== 'active' || event === null
      ? { outcome: 'refused', failure: 'disabled', httpStatus: null }
      : await deliver(event, endpoint, ports)
  await note(row, endpoint ?? undefined, tried, ports)
  return tried.outcome
}

async function deliver(
  { id, body }: { id: string; body: string },
  endpoint: EndpointRow,
  { fetch, clock, secrets }: WebhookSenderPorts,
): Promise<Tried> {
  const timestamp = Math.floor(clock().getTime() / 1_000)
  try {
    const { status } = await fetch(endpoint.url, {
      method: 'POST',
      headers: webhookHeaders({ id, timestamp, body }, endpoint, secrets),
      body,
      timeoutMs: answerWithinMs,
      maxBytes: maxAnswerBytes,
    })
    return outcomeOf(status)
  } catch (error) {
    return { outcome: 'later', failure: failureOf(error), httpStatus: null }
  }
}

/** @see Standard Webhooks 1.0.0: 2xx is taken, 410 asks to be told no more, all else is tried again */
function outcomeOf(httpStatus: number): Tried {
  if (httpStatus >= 200 && httpStatus < 300) return { outcome: 'sent', httpStatus }
  if (httpStatus === 410) return { outcome: 'refused', failure: 'gone', httpStatus }
  return { outcome: 'later', failure: 'refused', httpStatus }
}

function failureOf(error: unknown): WebhookFailure {
  const code = isAppError(error) ? error.code : undefined
  if (code === 'address_forbidden') return 'address-forbidden'
  return code === 'fetch_redirected' ? 'redirected' : 'unreachable'
}

async function note(
  row: DeliveryRow,
  endpoint: EndpointRow | undefined,
  { httpStatus, ...tried }: Tried,
  ports: WebhookSenderPorts,
): Promise<void> {
  const { database, clock, logger } = ports
  const changes = changesAfter(row, tried, clock())
  await database.transact(async (tx) => {
    await noteOutcome(tx, deliveryEntity, row, { ...changes, httpStatus })
    if (tried.outcome === 'sent' || endpoint?.state !== 'active') return
    if (await isToBeDisabled(tx, row, { failure: tried.failure, state: changes.state })) {
      const { scope, id } = endpoint
      await disableEndpoint(tx, { scope, id }, 'failing')
      await ports.onDisabled(
        tx,
        endpointOf({ ...endpoint, state: 'disabled', disabledBecause: 'failing' }),
      )
    } else if (changes.dueAt !== undefined && isOfEndpoint(tried.failure)) {
      await postponeOthers(tx, endpoint.id, changes.dueAt)
    }
  })
  if (tried.outcome === 'sent') return
  const fields = { code: tried.failure, attempt: changes.attempts }
  logger.warn('a webhook endpoint did not take an event', fields)
}

/** Where nobody answers, the other events wait too: one dead endpoint does not hold up those that live. */
function isOfEndpoint(failure: WebhookFailure): boolean {
  return failure !== 'refused'
}

async function postponeOthers(tx: Transaction, endpointId: string, dueAt: string): Promise<void> {
  await tx.update(
    deliveryEntity,
    { endpointId, state: 'waiting', dueAt: LessThan(dueAt) },
    { dueAt },
  )
}

/** Nothing arrived for as long as one event was tried, or the endpoint says that it is gone. */
async function isToBeDisabled(
  tx: Transaction,
  { endpointId, createdAt }: DeliveryRow,
  { failure, state }: { failure: WebhookFailure; state: string },
): Promise<boolean> {
  if (failure === 'gone') return true
  return state === 'failed' && !(await hasTakenSince(tx, endpointId, createdAt))
}
