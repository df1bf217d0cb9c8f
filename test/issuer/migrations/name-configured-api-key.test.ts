import { expect, test } from 'vitest'
import { NameConfiguredApiKey1776000000000 } from '../../../issuer/migrations/name-configured-api-key.ts'
import type { Schema } from '../../../shared/node/database/database.ts'
import { hashApiKey } from '../../../shared/server/api/api-keys.ts'
import {
  apiKeyEntity,
  apiSchema,
  idempotencyKeyEntity,
} from '../../../shared/server/api/api-schema.ts'
import { settleConfiguredApiKey } from '../../../shared/server/api/configured-api-key.ts'
import { createTestClock } from '../../support/clock.ts'
import { forEachDatabase } from '../../support/postgres.ts'

const next: Schema = {
  ...apiSchema,
  migrations: [...apiSchema.migrations, NameConfiguredApiKey1776000000000],
}

const at = (day: number) => `2026-11-0${day}T00:00:00.000Z`

function keyOf(id: string, text: string, day: number, revokedAt: string | null = null) {
  const createdAt = at(day)
  const name = 'From the configuration'
  // what keys came to say of themselves later
  const unsaid = { createdBy: null, expiresAt: null, hint: null, permissions: null, usedOn: null }
  return { id, name, provider: null, hash: hashApiKey(text), createdAt, revokedAt, ...unsaid }
}

forEachDatabase('NameConfiguredApiKey', (bench) => {
  test('gives the living key its one id, with what was answered to it, and touches no client', async () => {
    const location = bench.freshLocation()
    const before = await bench.open(apiSchema, {}, location)
    const answer = { key: 'k', fingerprint: 'f', status: 201, body: '{}', createdAt: at(3) }
    await before.transact(async (tx) => {
      await tx.insert(apiKeyEntity, [
        keyOf('bootstrap-1', 'first', 1, at(2)),
        keyOf('bootstrap-2', 'second', 2),
        keyOf('youth', 'of a client', 3),
      ])
      await tx.insert(idempotencyKeyEntity, [
        { ...answer, scope: 'bootstrap-2' },
        { ...answer, scope: 'youth' },
      ])
    })

    const database = await bench.open(next, {}, location)
    await settleConfiguredApiKey('second', { database, clock: createTestClock() })
    expect(await database.reader.find(apiKeyEntity, { order: { id: 'ASC' } })).toEqual([
      keyOf('configuration', 'second', 2),
      keyOf('youth', 'of a client', 3),
    ])
    const kept = await database.reader.find(idempotencyKeyEntity, { order: { scope: 'ASC' } })
    expect(kept.map(({ scope }) => scope)).toEqual(['configuration', 'youth'])
    // a key that stood there long ago may come back
    await settleConfiguredApiKey('first', { database, clock: createTestClock() })
    expect(
      await database.reader.findOneBy(apiKeyEntity, { hash: hashApiKey('first') }),
    ).not.toBeNull()
  })
})
