import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { RequestHandler } from 'express'
import { IsNull } from 'typeorm'
import { AppError } from '../errors/app-error.ts'
import type { Database } from '../node/database/database.ts'
import { apiKeyEntity } from './api-schema.ts'
import { bearerTokenOf } from './bearer-token.ts'
import { createRateLimiter, requireTry } from './rate-limiter.ts'

/** One key to the JSON API, as it is known after it was checked. The key itself is kept nowhere. */
export type ApiKey = {
  id: string
  name: string
  /** The provider it acts for; absent for a key of the whole application's. */
  provider?: string
}

/** Where living keys are found by the SHA-256 of their text (hex). */
export type ApiKeyStore = {
  findByHash(hash: string): Promise<(ApiKey & { hash: string }) | undefined>
}

/** Of one client. Whoever has sent so many is not listened to for a while, not even with a good key. */
export const wrongKeysPerMinute = 60

/**
 * Lets through who sends `Authorization: Bearer <key>`; the key's record is then `response.locals.apiKey`.
 * @throws AppError unauthenticated, rate_limited
 */
export function requireApiKey(store: ApiKeyStore, ports: { clock: () => Date }): RequestHandler {
  const { clock } = ports
  const wrongKeys = createRateLimiter({ limit: wrongKeysPerMinute, windowSeconds: 60, clock })
  return async (request, response, next) => {
    const text = bearerTokenOf(request)
    if (text === undefined) throw unauthenticated()
    const client = request.ip ?? ''
    requireTry(wrongKeys, client, response)
    const hash = hashApiKey(text)
    const found = await store.findByHash(hash)
    if (found === undefined || !isSameHash(found.hash, hash)) {
      wrongKeys.take(client)
      throw unauthenticated()
    }
    const { hash: _, ...apiKey } = found
    response.locals.apiKey = apiKey
    next()
  }
}

function unauthenticated(): AppError {
  return new AppError('unauthenticated', 'Send a valid API key as Authorization: Bearer <key>')
}

export function hashApiKey(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** A new key: 256 random bits after a prefix that secret scanners can find. */
export function makeApiKey(): string {
  return `waymark_${randomBytes(32).toString('base64url')}`
}

export type KeptApiKeys = ApiKeyStore & {
  /** Keeps the hash of a key. Adding one that is already there changes nothing. */
  add(apiKey: ApiKey & { text: string }): Promise<void>
  revoke(id: string): Promise<void>
}

export function createApiKeyStore(ports: { database: Database; clock: () => Date }): KeptApiKeys {
  const { database, clock } = ports
  return {
    async findByHash(hash) {
      const row = await database.reader.findOneBy(apiKeyEntity, { hash, revokedAt: IsNull() })
      if (row === null) return undefined
      const { id, name, provider } = row
      return { id, name, hash: row.hash, ...(provider === null ? {} : { provider }) }
    },
    async add({ text, id, name, provider }) {
      const row = { id, name, provider: provider ?? null, hash: hashApiKey(text) }
      await database.transact((tx) =>
        tx
          .createQueryBuilder()
          .insert()
          .into(apiKeyEntity)
          .values({ ...row, createdAt: clock().toISOString(), revokedAt: null })
          .orIgnore()
          .execute(),
      )
    },
    async revoke(id) {
      const revokedAt = clock().toISOString()
      await database.transact((tx) => tx.update(apiKeyEntity, { id }, { revokedAt }))
    },
  }
}

function isSameHash(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
