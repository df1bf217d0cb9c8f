import { allDone } from '../../shared/node/database/all-done.ts'
import type { Database } from '../../shared/node/database/database.ts'
import {
  appendPendingLeaves,
  chainPendingAudit,
  largestBatch,
  transactOnLog,
} from './append-pending.ts'
import { type CheckpointRow, keepCheckpoint } from './checkpoints.ts'
import type { LogHeadRow } from './log-store.ts'

/** What gets its place: leaves of the award log; or entries of the audit, beside which a checkpoint is kept. */
export type Portion = { of: 'leaves' } | { of: 'audit'; checkpoint?: CheckpointRow }

/** Who seals, and the moment by its clock. */
export type SealedBy = { node: string; now: Date }

/** @returns how many were found; `elsewhere`: another node seals at the moment */
export type AppendPortion = (portion: Portion, by: SealedBy) => Promise<number | 'elsewhere'>

/** Renewed by each sealing; when a node dies, another takes over so much later. */
const leaseMs = 10_000

/** Gives its place to what waits, `largestBatch` at most, and renews the lease. */
export async function appendPortion(
  portion: Portion,
  by: SealedBy,
  database: Database,
): Promise<number | 'elsewhere'> {
  const checkpoint = portion.of === 'audit' ? portion.checkpoint : undefined
  // a unit of its own, so that proofs do not wait for an audit that fails; asked for at once, they share a commit
  const keeping = checkpoint && database.transact((tx) => keepCheckpoint(tx, checkpoint))
  const appending = appendNow(portion.of, by, database)
  await allDone([appending, ...(keeping ? [keeping] : [])])
  return appending
}

function appendNow(
  waiting: Portion['of'],
  { node, now }: SealedBy,
  database: Database,
): Promise<number | 'elsewhere'> {
  return transactOnLog(database, async (tx, head) => {
    if (isElsewhere(head, node, now)) return 'elsewhere'
    const lease = { holder: node, until: leaseFrom(now) }
    const portion = { at: now.toISOString(), limit: largestBatch, lease }
    if (waiting === 'leaves') {
      const { size } = await appendPendingLeaves(tx, head, portion)
      return size - head.size
    }
    const { auditSize } = await chainPendingAudit(tx, head, portion)
    return auditSize - head.auditSize
  })
}

export function isElsewhere(
  { leaseHolder, leaseUntil }: LogHeadRow,
  node: string,
  now: Date,
): boolean {
  return leaseHolder !== node && leaseUntil > now.toISOString()
}

/** When a lease ends that is taken now, or the named part of it. */
export function leaseFrom(now: Date, part = 1): string {
  return new Date(now.getTime() + leaseMs * part).toISOString()
}
