import { IsNull } from 'typeorm'
import type { Reader } from '../../shared/node/database/database.ts'
import type { Logger } from '../../shared/node/logger.ts'
import { largestBatch, transactOnLog } from './append-pending.ts'
import {
  type AppendPortion,
  appendPortion,
  isElsewhere,
  leaseFrom,
  type Portion,
} from './append-portion.ts'
import { auditEntity } from './audit-entry.ts'
import { logLeafEntity } from './award-log.ts'
import { type CheckpointPorts, findLatestCheckpoint, isCovered, signState } from './checkpoints.ts'
import { changeHead, readHead } from './log-store.ts'

export type SealerPorts = CheckpointPorts & {
  /** Names this node among those that share the database. */
  node: string
  /** Default: here, over this database. */
  append?: AppendPortion
}

/** `elsewhere`: another node seals at the moment. */
export type Sealing = 'nothing-new' | 'sealed' | 'elsewhere'

export type Sealer = {
  /** Chains all that waits and signs a checkpoint where the log has grown. */
  sealNow(): Promise<Sealing>
  /** Half of it, and the other half the next time: whoever awards meanwhile waits for one of them at most. */
  sealNext(): Promise<Sealing>
  /** Keeps the lease also while nothing is new: by it a city that runs is told from one that is stopped. */
  holdPlace(): Promise<void>
  /** Gives the lease up, for another node or for an export to go on at once. */
  leavePlace(): Promise<void>
}

/**
 * Chains log leaves and audit entries after the fact, so that no award waits for another. Whatever a crash leaves
 * behind is done by the next run: rows without a place, or a state without a checkpoint.
 */
export function createSealer(ports: SealerPorts): Sealer {
  const { database, node, clock } = ports
  const { append = (portion, by) => appendPortion(portion, by, database) } = ports
  const appendAll = (first: Portion) =>
    inPortions(first, (portion) => append(portion, { node, now: clock() }))

  async function sealLeaves(): Promise<Sealing> {
    return (await waits(database.reader, logLeafEntity))
      ? appendAll({ of: 'leaves' })
      : 'nothing-new'
  }

  async function sealRest(): Promise<Sealing> {
    const { reader } = database
    const head = await readHead(reader)
    const isSigned = isCovered(head, await findLatestCheckpoint(reader))
    if (isSigned && !(await waits(reader, auditEntity))) return 'nothing-new'
    if (isElsewhere(head, node, clock())) return 'elsewhere'
    const state = await signState(ports)
    return appendAll({ of: 'audit', ...('signed' in state && { checkpoint: state.signed }) })
  }

  let next = sealLeaves
  return {
    async sealNow() {
      const leaves = await sealLeaves()
      if (leaves === 'elsewhere') return leaves
      const rest = await sealRest()
      return rest === 'nothing-new' ? leaves : rest
    },
    sealNext() {
      const sealing = next()
      next = next === sealLeaves ? sealRest : sealLeaves
      return sealing
    },
    async holdPlace() {
      const now = clock()
      const { leaseUntil } = await readHead(database.reader)
      if (leaseUntil > leaseFrom(now, 0.5)) return
      await transactOnLog(database, async (tx, head) => {
        if (isElsewhere(head, node, now)) return
        await changeHead(tx, head, { leaseHolder: node, leaseUntil: leaseFrom(now) })
      })
    },
    async leavePlace() {
      await transactOnLog(database, async (tx, head) => {
        if (head.leaseHolder === node) await changeHead(tx, head, { leaseUntil: '' })
      })
    },
  }
}

/** What comes in meanwhile is for the next run, so that a signature never waits for silence. */
async function inPortions(
  first: Portion,
  append: (portion: Portion) => Promise<number | 'elsewhere'>,
): Promise<Sealing> {
  let found = await append(first)
  while (found === largestBatch) found = await append({ of: first.of })
  return found === 'elsewhere' ? found : 'sealed'
}

export async function hasPending(reader: Reader): Promise<boolean> {
  return (await waits(reader, logLeafEntity)) || (await waits(reader, auditEntity))
}

function waits(
  reader: Reader,
  entity: typeof logLeafEntity | typeof auditEntity,
): Promise<boolean> {
  return reader.exists<{ position: number | null }>(entity, { where: { position: IsNull() } })
}

/** Small turns: the more there is to seal at once, the longer awards wait for it. */
const everyMs = 250

/**
 * Seals while there is something new: all of it twice a second.
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
      if ((await sealer.sealNext()) === 'nothing-new') await sealer.holdPlace()
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
