import { createHash } from 'node:crypto'
import type { Request, Response } from 'express'
import { AppError } from '../errors/app-error.ts'
import type { Database, Transaction } from '../node/database/database.ts'
import { idempotencyKeyEntity } from './api-schema.ts'

/** What a route answers, in a form that can be kept and sent again. */
export type Answer = { status: number; body: unknown }

export type IdempotencyPorts = { database: Database; clock: () => Date }

/** Once per key: what `once` was asked for, by whom, and when. */
export type IdempotentRequest = {
  /** Whose keys these are, so that two clients' keys never meet: the id of the API key. */
  scope: string
  key: string
  /** Hash of what the request asks for; another under the same key is refused. */
  fingerprint: string
}

export type OnceAnswer = Answer & { isReplayed: boolean }

/**
 * Runs `work` and keeps its answer under the key, in one transaction: either both stand or neither. The same
 * request again gets the kept answer; one that arrives while the first runs waits for it. Work that throws
 * leaves nothing, so the client may try again under the same key.
 * @throws AppError idempotency_key_reused when the key stood for another request
 */
export function once(
  ports: IdempotencyPorts,
  request: IdempotentRequest,
  work: (tx: Transaction) => Promise<Answer>,
): Promise<OnceAnswer> {
  return ports.database.transact(async (tx) => {
    const { scope, key, fingerprint } = request
    const kept = await tx.findOneBy(idempotencyKeyEntity, { scope, key })
    if (kept === null) {
      const answer = await work(tx)
      await tx.insert(idempotencyKeyEntity, {
        scope,
        key,
        fingerprint,
        status: answer.status,
        body: JSON.stringify(answer.body),
        createdAt: ports.clock().toISOString(),
      })
      return { ...answer, isReplayed: false }
    }
    if (kept.fingerprint !== fingerprint) {
      throw new AppError(
        'idempotency_key_reused',
        'This Idempotency-Key stood for another request. Send a new key with a new request',
      )
    }
    return { status: kept.status, body: JSON.parse(kept.body), isReplayed: true }
  })
}

/**
 * Answers an API request through `work`, once per `Idempotency-Key` where the client sends one. Replayed
 * answers carry `Idempotency-Replayed: true`. Call it behind requireApiKey.
 */
export async function answerOnce(
  ports: IdempotencyPorts,
  request: Request,
  response: Response,
  work: (tx: Transaction) => Promise<Answer>,
): Promise<void> {
  const answer = await runOnce(ports, request, response, work)
  response.status(answer.status).json(answer.body)
}

/**
 * As answerOnce, for an answer that must not be kept as it is told, since it holds secrets: `work` answers what
 * may be kept, and the caller makes of it what it tells.
 */
export async function runOnce(
  ports: IdempotencyPorts,
  request: Request,
  response: Response,
  work: (tx: Transaction) => Promise<Answer>,
): Promise<OnceAnswer> {
  const key = readIdempotencyKey(request)
  if (key === undefined) return { ...(await ports.database.transact(work)), isReplayed: false }
  const scope = response.locals.apiKey?.id
  if (scope === undefined) throw new Error('runOnce needs requireApiKey before it')
  const answer = await once(ports, { scope, key, fingerprint: fingerprintOf(request) }, work)
  if (answer.isReplayed) response.set('Idempotency-Replayed', 'true')
  return answer
}

/** Rows older than a day have done their work. Call it now and then, in any unit. */
export async function forgetIdempotencyKeys(
  ports: IdempotencyPorts,
  olderThanSeconds = 86_400,
): Promise<void> {
  const before = new Date(ports.clock().getTime() - olderThanSeconds * 1_000).toISOString()
  await ports.database.transact((tx) =>
    tx
      .createQueryBuilder()
      .delete()
      .from(idempotencyKeyEntity)
      .where('created_at < :before', { before })
      .execute(),
  )
}

function readIdempotencyKey(request: Request): string | undefined {
  const key = request.get('Idempotency-Key')
  if (key === undefined) return undefined
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return key
  throw new AppError(
    'request_malformed',
    'Idempotency-Key must be 1 to 255 characters of printable ASCII without spaces',
  )
}

function fingerprintOf(request: Request): string {
  const subject = [request.method, request.path, canonicalText(request.body)].join('\n')
  return createHash('sha256').update(subject).digest('base64url')
}

/** JSON with sorted members, so that the order in which a client writes them makes no other request. */
function canonicalText(value: unknown): string {
  return (
    JSON.stringify(value, (_name, member: unknown) =>
      typeof member === 'object' && member !== null && !Array.isArray(member)
        ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
        : member,
    ) ?? ''
  )
}
