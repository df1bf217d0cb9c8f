import { randomUUID } from 'node:crypto'
import { IsNull } from 'typeorm'
import { AppError } from '../../../errors/app-error.ts'
import type { Reader, Transaction } from '../../../node/database/database.ts'
import { type Access, everywhere, type Scope } from '../../access.ts'
import { hashApiKey, makeApiKey } from '../api-keys.ts'
import { type ApiKeyRow, apiKeyEntity } from '../api-schema.ts'
import { configuredApiKeyId } from '../configured-api-key.ts'
import { type KeyInput, maxKeysOfScope } from './api-key.ts'
import type { ApiKeyPorts } from './key-ports.ts'

export type KeyPosition = { createdAt: string; id: string }

/** The living keys of a scope, the newest first; one that has expired is among them until it is revoked. */
export async function listKeys(
  reader: Reader,
  scope: Scope,
  { after, limit }: { after?: KeyPosition | undefined; limit: number },
): Promise<ApiKeyRow[]> {
  const query = reader
    .createQueryBuilder(apiKeyEntity, 'one')
    .where('one.revokedAt IS NULL')
    .orderBy('one.createdAt', 'DESC')
    .addOrderBy('one.id', 'DESC')
    .take(limit)
  if (scope === everywhere) query.andWhere('one.provider IS NULL')
  else query.andWhere('one.provider = :scope', { scope })
  if (after !== undefined) {
    query.andWhere('(one.createdAt, one.id) < (:createdAt, :id)', after)
  }
  return query.getMany()
}

/** @throws AppError not_found */
export async function getKey(reader: Reader, scope: Scope, id: string): Promise<ApiKeyRow> {
  const provider = scope === everywhere ? IsNull() : scope
  const row = await reader.findOneBy(apiKeyEntity, { id, provider, revokedAt: IsNull() })
  if (row === null) throw new AppError('not_found', 'There is no such API key')
  return row
}

/**
 * Makes a key that can no more than who makes it; one that a key makes lasts no longer than that.
 * @returns its text, which is kept nowhere
 * @throws AppError forbidden, conflict, request_malformed
 */
export async function makeKey(
  tx: Transaction,
  made: { input: KeyInput; scope: Scope; access: Access; id: string; text: string },
  ports: ApiKeyPorts,
): Promise<ApiKeyRow> {
  const { input, scope, access, id, text } = made
  const now = ports.clock().toISOString()
  const expiresAt = input.expiresAt && new Date(input.expiresAt).toISOString()
  if (expiresAt !== undefined && expiresAt <= now) {
    throw new AppError('request_malformed', 'expiresAt must be in the future')
  }
  if (!input.permissions.every((permission) => access.can(permission, scope))) {
    throw new AppError('forbidden', 'A key can do no more than you can. Choose fewer permissions')
  }
  const provider = scope === everywhere ? null : scope
  const where = { provider: provider ?? IsNull(), revokedAt: IsNull() }
  if ((await tx.count(apiKeyEntity, { where })) >= maxKeysOfScope) {
    throw new AppError('conflict', 'There are as many keys as there can be. Revoke one first')
  }
  const row: ApiKeyRow = {
    id,
    name: input.name,
    provider,
    hash: hashApiKey(text),
    createdAt: now,
    revokedAt: null,
    permissions: JSON.stringify(input.permissions),
    expiresAt: soonest(expiresAt, await endOfLivingMaker(tx, access)) ?? null,
    usedOn: null,
    createdBy: access.actorId,
    hint: text.slice(-4),
  }
  await tx.insert(apiKeyEntity, row)
  await ports.audit(tx, {
    scope,
    actor: access.actorId,
    action: 'api-key.made',
    subject: id,
    at: now,
  })
  return row
}

export function newKey(): { id: string; text: string } {
  return { id: randomUUID(), text: makeApiKey() }
}

/**
 * A key that was revoked may be known as living for a moment, here or on another node. Writing to its row makes whoever
 * revokes it at this moment wait, and then find what it made; or makes this wait, and then find it revoked.
 */
async function endOfLivingMaker(tx: Transaction, { actorId }: Access): Promise<string | undefined> {
  const [kind, id] = actorId.split(':')
  if (kind !== 'api-key' || id === undefined) return undefined
  const { affected } = await tx.update(
    apiKeyEntity,
    { id, revokedAt: IsNull() },
    { revokedAt: null },
  )
  if (affected !== 1) throw new AppError('forbidden', 'The key that asks for this was revoked')
  return (await tx.findOneBy(apiKeyEntity, { id }))?.expiresAt ?? undefined
}

function soonest(...ends: (string | undefined)[]): string | undefined {
  return ends.filter((end) => end !== undefined).sort()[0]
}

/**
 * Ends a key, and those that were made with it: who has stolen one keeps none.
 * @throws AppError not_found, conflict for the key of the configuration
 */
export async function revokeKey(
  tx: Transaction,
  { id, scope, actorId }: { id: string; scope: Scope; actorId: string },
  ports: ApiKeyPorts,
): Promise<void> {
  await getKey(tx, scope, id)
  if (id === configuredApiKeyId) {
    throw new AppError('conflict', 'This key stands in the configuration. It ends where it is set')
  }
  const at = ports.clock().toISOString()
  const ending = [id]
  for (const one of ending) {
    await tx.update(apiKeyEntity, { id: one }, { revokedAt: at })
    await ports.audit(tx, { scope, actor: actorId, action: 'api-key.revoked', subject: one, at })
    const made = { createdBy: `api-key:${one}`, revokedAt: IsNull() }
    ending.push(...(await tx.findBy(apiKeyEntity, made)).map((row) => row.id))
  }
}
