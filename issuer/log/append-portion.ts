import { allDone } from '../../shared/node/database/all-done.ts'
import type { Database } from '../../shared/node/database/database.ts'
import {
  keepAudit,
  keepLeaves,
  type Lease,
  largestBatch,
  planAudit,
  planLeaves,
  transactOnLog,
} from './append-pending.ts'
import { type CheckpointRow, keepCheckpoint } from './checkpoints.ts'
import { type LogHeadRow, readHead } from './log-store.ts'

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
  return (await preparePortion(portion, by, database))()
}

/**
 * Reads what waits, and computes what comes of it, while others write.
 * @returns appends it in a short unit: whatever has got its place meanwhile, it is all computed anew there
 */
export async function preparePortion(
  portion: Portion,
  by: SealedBy,
  database: Database,
): Promise<() => Promise<number | 'elsewhere'>> {
  const head = await readHead(database.reader)
  const append = isElsewhere(head, by)
    ? async () => 'elsewhere' as const
    : await prepare[portion.of](head, by, database)
  const checkpoint = portion.of === 'audit' ? portion.checkpoint : undefined
  return async () => {
    // a unit of its own, so that proofs do not wait for an audit that fails; asked for at once, they share a commit
    const keeping = checkpoint && database.transact((tx) => keepCheckpoint(tx, checkpoint))
    const appending = append()
    await allDone([appending, ...(keeping ? [keeping] : [])])
    return appending
  }
}

type Prepare = (
  head: LogHeadRow,
  by: SealedBy,
  database: Database,
) => Promise<() => Promise<number | 'elsewhere'>>

const prepare: Record<Portion['of'], Prepare> = {
  async leaves(before, by, database) {
    const planned = await planLeaves(database.reader, before, largestBatch)
    return () =>
      transactOnLog(database, async (tx, head) => {
        if (isElsewhere(head, by)) return 'elsewhere'
        const isSame = head.size === before.size
        const plan = isSame ? planned : await planLeaves(tx, head, largestBatch)
        await keepLeaves(tx, head, plan, leaseOf(by))
        return plan?.rows.length ?? 0
      })
  },
  async audit(before, by, database) {
    const planned = await planAudit(database.reader, before, largestBatch)
    return () =>
      transactOnLog(database, async (tx, head) => {
        if (isElsewhere(head, by)) return 'elsewhere'
        const isSame = head.auditSize === before.auditSize
        const plan = isSame ? planned : await planAudit(tx, head, largestBatch)
        await keepAudit(tx, head, plan, { at: by.now.toISOString(), lease: leaseOf(by) })
        return plan?.rows.length ?? 0
      })
  },
}

function leaseOf({ node, now }: SealedBy): Lease {
  return { holder: node, until: leaseFrom(now) }
}

export function isElsewhere(
  { leaseHolder, leaseUntil }: LogHeadRow,
  { node, now }: SealedBy,
): boolean {
  return leaseHolder !== node && leaseUntil > now.toISOString()
}

/** When a lease ends that is taken now, or the named part of it. */
export function leaseFrom(now: Date, part = 1): string {
  return new Date(now.getTime() + leaseMs * part).toISOString()
}
