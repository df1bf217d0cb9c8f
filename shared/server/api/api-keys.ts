import { hash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Request, RequestHandler, Response } from 'express'
import { IsNull } from 'typeorm'
import { AppError } from '../../errors/app-error.ts'
import type { Database } from '../../node/database/database.ts'
import { createRateLimiter, requireTry } from '../http/rate-limiter.ts'
import { createKeyMemory } from './api-keys/key-memory.ts'
import { type ApiKeyRow, apiKeyEntity } from './api-schema.ts'
import { bearerTokenOf } from './bearer-token.ts'

/** One key to the JSON API, as it is known after it was checked. The key itself is kept nowhere. */
export type ApiKey = {
  id: string
  name: string
  /** The provider it acts for; absent for a key of the whole application's. */
  provider?: string
  /** What it may do; absent for a key that may do all that there is in its scope. */
  permissions?: readonly string[]
  /** The day of its last use, as it was before this one. */
  usedOn?: string
  expiresAt?: string
}

/** Where living keys are found by the SHA-256 of their text (hex). */
export type ApiKeyStore = {
  findByHash(hash: string): Promise<(ApiKey & { hash: string }) | undefined>
  /** Notes that the key was used on that day. */
  noteUse?(id: string, day: string): Promise<void>
}

/** Of one client. Whoever has sent so many is not listened to for a while, not even with a good key. */
export const wrongKeysPerMinute = 60

export type RequireKeyPorts = {
  clock: () => Date
  /** Whose short-lived token a text is; undefined where it is none, or none that holds. */
  findByToken?: (text: string) => Promise<ApiKey | undefined> | undefined
}

/** Lets a request through, or throws. */
export type Guard = (request: Request, response: Response) => Promise<void>

/**
 * Lets through who sends `Authorization: Bearer <key>`, or a token that a key was changed for; the key's record is
 * then `response.locals.apiKey`.
 * @throws AppError unauthenticated, rate_limited
 */
export function createKeyGuard(store: ApiKeyStore, ports: RequireKeyPorts): Guard {
  const { clock, findByToken } = ports
  const wrongKeys = createRateLimiter({ limit: wrongKeysPerMinute, windowSeconds: 60, clock })
  return async (request, response) => {
    const text = bearerTokenOf(request)
    if (text === undefined) throw unauthenticated()
    const client = request.ip ?? ''
    requireTry(wrongKeys, client, response)
    const asToken = findByToken?.(text)
    const apiKey = asToken === undefined ? await findApiKey(store, text) : await asToken
    if (apiKey === undefined) {
      wrongKeys.take(client)
      throw unauthenticated()
    }
    const today = clock().toISOString().slice(0, 10)
    // once a day: when a key was used is of nobody's interest more closely than that
    if (apiKey.usedOn !== today) await store.noteUse?.(apiKey.id, today)
    response.locals.apiKey = apiKey
  }
}

/** As createKeyGuard, for Express. */
export function requireApiKey(store: ApiKeyStore, ports: RequireKeyPorts): RequestHandler {
  return handlerOf(createKeyGuard(store, ports))
}

export function handlerOf(guard: Guard): RequestHandler {
  return async (request, response, next) => {
    await guard(request, response)
    next()
  }
}

/** The key of this text, if it lives. */
export async function findApiKey(
  store: Pick<ApiKeyStore, 'findByHash'>,
  text: string,
): Promise<ApiKey | undefined> {
  const asked = hashApiKey(text)
  const found = await store.findByHash(asked)
  if (found === undefined || !isSameHash(found.hash, asked)) return undefined
  const { hash: _, ...apiKey } = found
  return apiKey
}

function unauthenticated(): AppError {
  return new AppError('unauthenticated', 'Send a valid API key as Authorization: Bearer <key>')
}

export function hashApiKey(text: string): string {
  return hash('sha256', text)
}

/** A new key: 256 random bits after a prefix that secret scanners can find. */
export function makeApiKey(): string {
  return `waymark_${randomBytes(32).toString('base64url')}`
}

export type KeptApiKeys = ApiKeyStore & {
  /** A living key. */
  findById(id: string): Promise<ApiKey | undefined>
  noteUse(id: string, day: string): Promise<void>
  /** Keeps the hash of a key. Adding one that is already there changes nothing. */
  add(apiKey: ApiKey & { text: string }): Promise<void>
  revoke(id: string): Promise<void>
  /** Call it after a unit that ended keys: no key is known from before any more. */
  forget(): void
}

export function createApiKeyStore(ports: { database: Database; clock: () => Date }): KeptApiKeys {
  const { database, clock } = ports
  const known = createKeyMemory(clock)
  const find = async (where: { hash: string } | { id: string }) => {
    const name = JSON.stringify(where)
    const row = await known.read(name, () =>
      database.reader.findOneBy(apiKeyEntity, { ...where, revokedAt: IsNull() }),
    )
    const hasEnded = row?.expiresAt != null && row.expiresAt <= clock().toISOString()
    return row === null || hasEnded ? undefined : row
  }
  return {
    forget: known.forget,
    async findByHash(hash) {
      const row = await find({ hash })
      return row && { ...apiKeyOf(row), hash: row.hash }
    },
    async findById(id) {
      const row = await find({ id })
      return row && apiKeyOf(row)
    },
    async noteUse(id, usedOn) {
      await database.transact((tx) => tx.update(apiKeyEntity, { id }, { usedOn }))
      known.forget()
    },
    async add({ text, id, name, provider, permissions, expiresAt }) {
      const row = { id, name, provider: provider ?? null, hash: hashApiKey(text) }
      const limits = {
        permissions: permissions === undefined ? null : JSON.stringify(permissions),
        expiresAt: expiresAt ?? null,
        usedOn: null,
        createdBy: null,
        hint: null,
      }
      await database.transact((tx) =>
        tx
          .createQueryBuilder()
          .insert()
          .into(apiKeyEntity)
          .values({ ...row, ...limits, createdAt: clock().toISOString(), revokedAt: null })
          .orIgnore()
          .execute(),
      )
    },
    async revoke(id) {
      const revokedAt = clock().toISOString()
      await database.transact((tx) => tx.update(apiKeyEntity, { id }, { revokedAt }))
      known.forget()
    },
  }
}

export function apiKeyOf(row: ApiKeyRow): ApiKey {
  const { id, name, provider, permissions, usedOn, expiresAt } = row
  return {
    id,
    name,
    ...(provider !== null && { provider }),
    // sound: written from a list of texts
    ...(permissions !== null && { permissions: JSON.parse(permissions) as string[] }),
    ...(usedOn !== null && { usedOn }),
    ...(expiresAt !== null && { expiresAt }),
  }
}

function isSameHash(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
