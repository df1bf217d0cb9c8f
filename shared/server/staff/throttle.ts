import type { Request, Response } from 'express'
import { LessThan } from 'typeorm'
import { AppError } from '../../errors/app-error.ts'
import type { Database, Transaction } from '../../node/database/database.ts'
import { hashSecret } from './secrets.ts'
import { tryEntity } from './staff-entities.ts'

export type TryPorts = { database: Database; clock: () => Date }

/** So many tries for each key, given back evenly over the window. */
export type TryLimit = { key: string; limit: number; windowSeconds: number }

const quarterOfAnHour = 900

/** For one account, from wherever: guessing is slow; a passkey gets in all the same. */
export function ofAccount(email: string): TryLimit {
  return { key: `account ${email}`, limit: 10, windowSeconds: quarterOfAnHour }
}

/** From one address, whomever it tries. An IPv6 network counts as one. */
export function ofAddress(request: Request, what: string): TryLimit {
  const ip = request.ip ?? ''
  const network = ip.includes(':') && !ip.includes('.') ? ip.split(':').slice(0, 4).join(':') : ip
  return { key: `${what} ${network}`, limit: 60, windowSeconds: quarterOfAnHour }
}

/**
 * Counts one try under each key before anything is tried, in the database: all nodes count together.
 * @throws AppError rate_limited
 */
export async function takeTries(
  response: Response,
  limits: readonly TryLimit[],
  { database, clock }: TryPorts,
): Promise<void> {
  const now = clock()
  const waits = await database.transact(async (tx) => {
    const taken: number[] = []
    for (const limit of limits) taken.push(await takeTry(tx, limit, now))
    return taken
  })
  const waitSeconds = Math.max(...waits)
  if (waitSeconds === 0) return
  response.set('Retry-After', String(waitSeconds))
  throw new AppError('rate_limited', `Too many tries. Try again in ${waitSeconds} seconds`)
}

async function takeTry(
  tx: Transaction,
  { key, limit, windowSeconds }: TryLimit,
  now: Date,
): Promise<number> {
  const keyHash = hashSecret(key)
  const row = await tx.findOneBy(tryEntity, { keyHash })
  const secondsPerTry = windowSeconds / limit
  const elapsed = row === null ? 0 : Math.max(0, now.getTime() - Date.parse(row.at)) / 1_000
  const spent = Math.max(0, (row?.spent ?? 0) - elapsed / secondsPerTry)
  if (spent > limit - 1) return Math.max(1, Math.ceil((spent - limit + 1) * secondsPerTry))
  const counted = { spent: spent + 1, at: now.toISOString() }
  if (row === null) await tx.insert(tryEntity, { keyHash, ...counted })
  else await tx.update(tryEntity, { keyHash }, counted)
  return 0
}

/** Whoever got in has not been guessing. */
export async function forgiveTries(tx: Transaction, { key }: TryLimit): Promise<void> {
  await tx.delete(tryEntity, { keyHash: hashSecret(key) })
}

export async function forgetTries(tx: Transaction, now: Date): Promise<void> {
  const before = new Date(now.getTime() - quarterOfAnHour * 1_000).toISOString()
  await tx.delete(tryEntity, { at: LessThan(before) })
}
