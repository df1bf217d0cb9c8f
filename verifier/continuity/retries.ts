import { In } from 'typeorm'
import type { Reader, Transaction } from '../../shared/node/database/database.ts'
import { insertIfAbsent } from '../../shared/node/database/insert-if-absent.ts'
import { newInOutbox } from '../../shared/server/outbox/outbox-queue.ts'
import type { VerificationReport } from '../../shared/verify/report.ts'
import { isUnreached } from '../../shared/verify/unreached.ts'
import { retryEntity } from './retry-schema.ts'

export type Retried = { organisation: string; kind: 'evidence' | 'report'; id: string }

/** So long a host that is down is asked again. */
const retriedForMs = 30 * 24 * 3_600_000

/** Lets what could not be checked because a host was down be checked again by itself; else changes nothing. */
export async function retryUnreached(
  tx: Transaction,
  { organisation, kind, id }: Retried,
  reports: readonly (VerificationReport | undefined)[],
  at: Date,
): Promise<void> {
  if (!reports.some((report) => report !== undefined && isUnreached(report))) return
  const giveUpAt = new Date(at.getTime() + retriedForMs).toISOString()
  await insertIfAbsent(tx, retryEntity, { ...newInOutbox(at), id, organisation, kind, giveUpAt })
}

export async function forgetRetries(tx: Transaction, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await tx.delete(retryEntity, { id: In([...ids]) })
}

/** When the first of these is next checked by itself. */
export async function findNextRetry(
  reader: Reader,
  ids: readonly string[],
): Promise<string | undefined> {
  if (ids.length === 0) return undefined
  const [first] = await reader.find(retryEntity, {
    where: { id: In([...ids]) },
    order: { dueAt: 'ASC' },
    take: 1,
  })
  return first?.dueAt
}
