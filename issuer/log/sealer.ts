import { IsNull } from 'typeorm'
import type { Reader, Transaction } from '../../shared/node/database/database.ts'
import type { Logger } from '../../shared/node/logger.ts'
import {
  appendPendingLeaves,
  chainPendingAudit,
  type Lease,
  largestBatch,
  transactOnLog,
} from './append-pending.ts'
import { auditEntity } from './audit-entry.ts'
import { logLeafEntity } from './award-log.ts'
import { type CheckpointPorts, findLatestCheckpoint, isCovered, signLatest } from './checkpoints.ts'
import { changeHead, type LogHeadRow, readHead } from './log-store.ts'

export type SealerPorts = CheckpointPorts & {
  /** Names this node among those that share the database. */
  node: string
}

/** `elsewhere`: another node seals at the moment. */
export type Sealing = 'nothing-new' | 'sealed' | 'elsewhere'

export type Sealer = {
  /** Chains all that waits and signs a checkpoint where the log has grown. */
  sealNow(): Promise<Sealing>
  /** Keeps the lease also while nothing is new: by it a city that runs is told from one that is stopped. */
  holdPlace(): Promise<void>
  /** Gives the lease up, for another node or for an export to go on at once. */
  leavePlace(): Promise<void>
}

/** Renewed by each sealing; when a node dies, another takes over so much later. */
const leaseMs = 10_000

/**
 * Chains log leaves and audit entries after the fact, so that no award waits for another. Whatever a crash leaves
 * behind is done by the next run: rows without a place, or a state without a checkpoint.
 */
export function createSealer(ports: SealerPorts): Sealer {
  const { database, node, clock } = ports
  return {
    async sealNow() {
      if (!(await isBehind(database.reader))) return 'nothing-new'
      const appending = await inBatches(ports, async (tx, head, batch) => {
        const { size } = await appendPendingLeaves(tx, head, batch)
        return size - head.size
      })
      if (appending === 'elsewhere') return 'elsewhere'
      await signLatest(ports)
      // proofs do not wait for the audit
      await inBatches(ports, async (tx, head, batch) => {
        const { auditSize } = await chainPendingAudit(tx, head, batch)
        return auditSize - head.auditSize
      })
      return 'sealed'
    },
    async holdPlace() {
      const now = clock()
      const { leaseUntil } = await readHead(database.reader)
      if (leaseUntil > after(now, leaseMs / 2)) return
      await transactOnLog(database, async (tx, head) => {
        if (isElsewhere(head, node, now)) return
        await changeHead(tx, head, { leaseHolder: node, leaseUntil: after(now, leaseMs) })
      })
    },
    async leavePlace() {
      await transactOnLog(database, async (tx, head) => {
        if (head.leaseHolder === node) await changeHead(tx, head, { leaseUntil: '' })
      })
    },
  }
}

function isElsewhere({ leaseHolder, leaseUntil }: LogHeadRow, node: string, now: Date): boolean {
  return leaseHolder !== node && leaseUntil > now.toISOString()
}

function after(now: Date, milliseconds: number): string {
  return new Date(now.getTime() + milliseconds).toISOString()
}

type Batch = { at: string; limit: number; lease: Lease }

/**
 * What comes in meanwhile is for the next run, so that a signature never waits for silence.
 * @param append puts one batch in, and answers how many it has found
 */
async function inBatches(
  { database, node, clock }: SealerPorts,
  append: (tx: Transaction, head: LogHeadRow, batch: Batch) => Promise<number>,
): Promise<'done' | 'elsewhere'> {
  let found: number | 'elsewhere' = largestBatch
  while (found === largestBatch) {
    found = await transactOnLog(database, async (tx, head) => {
      const now = clock()
      if (isElsewhere(head, node, now)) return 'elsewhere'
      const lease = { holder: node, until: after(now, leaseMs) }
      return append(tx, head, { at: now.toISOString(), limit: largestBatch, lease })
    })
  }
  return found === 'elsewhere' ? found : 'done'
}

async function isBehind(reader: Reader): Promise<boolean> {
  if (await hasPending(reader)) return true
  return !isCovered(await readHead(reader), await findLatestCheckpoint(reader))
}

export async function hasPending(reader: Reader): Promise<boolean> {
  const position = IsNull()
  return (
    (await reader.exists(logLeafEntity, { where: { position } })) ||
    (await reader.exists(auditEntity, { where: { position } }))
  )
}

const everyMs = 1_000

/**
 * Seals every second while there is something new.
 * @returns a function that ends it with a last sealing
 */
export function keepSealing(ports: { sealer: Sealer; logger: Logger }): () => Promise<void> {
  const { sealer, logger } = ports
  let running: Promise<void> | undefined
  const attempt = (work: () => Promise<void>) =>
    work().catch((error: unknown) =>
      logger.error('the log could not be sealed and is tried again', { error }),
    )
  const seal = () =>
    attempt(async () => {
      if ((await sealer.sealNow()) === 'nothing-new') await sealer.holdPlace()
    })
  const timer = setInterval(() => {
    running ??= seal().finally(() => {
      running = undefined
    })
  }, everyMs)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await running
    await attempt(async () => {
      await sealer.sealNow()
      await sealer.leavePlace()
    })
  }
}
