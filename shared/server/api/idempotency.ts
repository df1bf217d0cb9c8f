import { createHash } from 'node:crypto'
import type { Request, Response } from 'express'
import { In } from 'typeorm'
import { AppError } from '../../errors/app-error.ts'
import type { Database, Reader, Transaction } from '../../node/database/database.ts'
import { insertRows } from '../../node/database/insert-rows.ts'
import { type IdempotencyKeyRow, idempotencyKeyEntity } from './api-schema.ts'

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
    const kept = (await findKeptAnswers(tx, [request])).of(request)
    if (kept !== undefined) return { ...kept, isReplayed: true }
    const answer = await work(tx)
    await keepAnswers(tx, [{ request, answer }], ports.clock().toISOString())
    return { ...answer, isReplayed: false }
  })
}

export type KeptAnswers = {
  /** @throws AppError idempotency_key_reused when the key stood for another request */
  of(request: IdempotentRequest): Answer | undefined
}

/** What was answered before under the keys of these requests, in a statement for each scope. */
export async function findKeptAnswers(
  reader: Reader,
  requests: readonly IdempotentRequest[],
): Promise<KeptAnswers> {
  const nameOf = ({ scope, key }: Pick<IdempotentRequest, 'scope' | 'key'>) => `${scope} ${key}`
  const kept = new Map<string, IdempotencyKeyRow>()
  for (const scope of new Set(requests.map((request) => request.scope))) {
    const some = requests.filter((request) => request.scope === scope)
    const keys = In(some.map(({ key }) => key))
    const rows = await reader.findBy(idempotencyKeyEntity, { scope, key: keys })
    for (const row of rows) kept.set(nameOf(row), row)
  }
  return {
    of(request) {
      const row = kept.get(nameOf(request))
      if (row === undefined) return undefined
      assertSameRequest(row, request)
      return { status: row.status, body: JSON.parse(row.body) }
    },
  }
}

/** @throws AppError idempotency_key_reused */
export function assertSameRequest(
  kept: Pick<IdempotentRequest, 'fingerprint'>,
  request: IdempotentRequest,
): void {
  if (kept.fingerprint === request.fingerprint) return
  throw new AppError(
    'idempotency_key_reused',
    'This Idempotency-Key stood for another request. Send a new key with a new request',
  )
}

/** In the unit that does what is answered. */
export async function keepAnswers(
  tx: Transaction,
  answers: readonly { request: IdempotentRequest; answer: Answer }[],
  createdAt: string,
): Promise<void> {
  const rows = answers.map(({ request: { scope, key, fingerprint }, answer }) => ({
    ...{ scope, key, fingerprint, createdAt },
    status: answer.status,
    body: JSON.stringify(answer.body),
  }))
  await insertRows<IdempotencyKeyRow>(tx, idempotencyKeyEntity, rows)
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
  const asked = idempotentRequestOf(request, response)
  if (asked === undefined) return { ...(await ports.database.transact(work)), isReplayed: false }
  const answer = await once(ports, asked, work)
  if (answer.isReplayed) response.set('Idempotency-Replayed', 'true')
  return answer
}

/**
 * What runOnce would answer without work. The same request again gets it, whatever has changed since: what is looked at
 * before the unit is looked at for a new request only.
 * @throws AppError idempotency_key_reused when the key stood for another request
 */
export async function findAnswer(
  { database }: Pick<IdempotencyPorts, 'database'>,
  request: Request,
  response: Response,
): Promise<Answer | undefined> {
  const asked = idempotentRequestOf(request, response)
  if (asked === undefined) return undefined
  const answer = (await findKeptAnswers(database.reader, [asked])).of(asked)
  if (answer !== undefined) response.set('Idempotency-Replayed', 'true')
  return answer
}

/**
 * Was anything answered under the request's key, be it to the same request or to another? For a request whose body is
 * still to be read, by which these are told apart.
 */
export async function isKeyUsed(
  { database }: Pick<IdempotencyPorts, 'database'>,
  request: Request,
  response: Response,
): Promise<boolean> {
  const owned = ownedKeyOf(request, response)
  if (owned === undefined) return false
  return database.reader.exists(idempotencyKeyEntity, { where: owned })
}

/** What the request may be asked for once, where it has an `Idempotency-Key`. */
export function idempotentRequestOf(
  request: Request,
  response: Response,
): IdempotentRequest | undefined {
  if (response.locals.isAnswerRemembered) return undefined
  const owned = ownedKeyOf(request, response)
  return owned && { ...owned, fingerprint: fingerprintOf(request) }
}

function ownedKeyOf(
  request: Request,
  response: Response,
): Pick<IdempotentRequest, 'scope' | 'key'> | undefined {
  const key = readIdempotencyKey(request)
  if (key === undefined) return undefined
  const scope = response.locals.apiKey?.id
  if (scope === undefined) throw new Error('idempotency needs requireApiKey before it')
  return { scope, key }
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
  return hashOf(subject)
}

/** JSON with sorted members, so that the order in which a client writes them makes no other request. */
export function canonicalText(value: unknown): string {
  return JSON.stringify(canonicalForm(value)) ?? ''
}

function canonicalForm(value: unknown): unknown {
  // JSON would write each byte as a number: of a large file that takes many seconds, in which nobody else is answered
  if (value instanceof Uint8Array) return { sha256: hashOf(value) }
  if (Array.isArray(value)) return value.map(canonicalForm)
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(members.map(([name, member]) => [name, canonicalForm(member)]))
}

function hashOf(value: string | Uint8Array): string {
  return createHash('sha256').update(value).digest('base64url')
}
