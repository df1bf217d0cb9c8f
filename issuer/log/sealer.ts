import { IsNull } from 'typeorm'
import type { Reader } from '../../shared/node/database/database.ts'
import type { Logger } from '../../shared/node/logger.ts'
import { appendPending, largestBatch, transactOnLog } from './append-pending.ts'
import { auditEntity } from './audit.ts'
import { logLeafEntity } from './award-log.ts'
import { type CheckpointPorts, findLatestCheckpoint, isCovered, signLatest } from './checkpoints.ts'
import { readHead } from './log-store.ts'

export type SealerPorts = CheckpointPorts & {
  /** Names this node among those that share the database. */
  node: string
}

/** `elsewhere`: another node seals at the moment. */
export type Sealing = 'nothing-new' | 'sealed' | 'elsewhere'

export type Sealer = {
  /** Chains all that waits and signs a checkpoint where the log has grown. */
  sealNow(): Promise<Sealing>
}

/** Renewed by each sealing; when a node dies, another takes over so much later. */
const leaseMs = 10_000

/**
 * Chains log leaves and audit entries after the fact, so that no award waits for another. Whatever a crash leaves
 * behind is done by the next run: rows without a place, or a state without a checkpoint.
 */
export function createSealer(ports: SealerPorts): Sealer {
  const { database } = ports
  return {
    async sealNow() {
      if (!(await isBehind(database.reader))) return 'nothing-new'
      let batch: Batch = 'full'
      // what comes in meanwhile is for the next run, so that a signature never waits for silence
      while (batch === 'full') batch = await appendBatch(ports)
      if (batch === 'elsewhere') return 'elsewhere'
      await signLatest(ports)
      return 'sealed'
    },
  }
}

type Batch = 'full' | 'last' | 'elsewhere'

function appendBatch({ database, node, clock }: SealerPorts): Promise<Batch> {
  return transactOnLog(database, async (tx, head) => {
    const now = clock()
    const at = now.toISOString()
    if (head.leaseHolder !== node && head.leaseUntil > at) return 'elsewhere'
    const until = new Date(now.getTime() + leaseMs).toISOString()
    const lease = { holder: node, until }
    const after = await appendPending(tx, head, { at, limit: largestBatch, lease })
    const grown = Math.max(after.size - head.size, after.auditSize - head.auditSize)
    return grown === largestBatch ? 'full' : 'last'
  })
}

async function isBehind(reader: Reader): Promise<boolean> {
  if (await hasPending(reader)) return true
  return !isCovered(await readHead(reader), await findLatestCheckpoint(reader))
}

async function hasPending(reader: Reader): Promise<boolean> {
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
  const seal = () =>
    sealer.sealNow().then(
      () => undefined,
      (error: unknown) => logger.error('the log could not be sealed and is tried again', { error }),
    )
  const timer = setInterval(() => {
    running ??= seal().finally(() => {
      running = undefined
    })
  }, everyMs)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await running
    await seal()
  }
}
