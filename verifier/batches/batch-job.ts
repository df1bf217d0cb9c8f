import { z } from 'zod'
import type { Did } from '../../shared/did/did.ts'
import type { Database } from '../../shared/node/database/database.ts'
import type { JobKind } from '../../shared/node/jobs/jobs.ts'
import { inTurns } from '../../shared/node/thread-turns.ts'
import { zDid } from '../../shared/trust/trust-values.ts'
import { enqueueEvent } from '../webhooks/employer-events.ts'
import { openBatchSeal, type SealPorts } from './batch-seal.ts'
import { findBatch, forgetBrought, keepResult, readItems } from './batch-store.ts'
import { type CheckItemPorts, checkItem } from './check-item.ts'

export const batchJob = 'batch'

/** So many rows are checked side by side and kept in one unit: little is in memory, whatever the batch. */
export const rowsInPart = 10

export type BatchJobPorts = CheckItemPorts &
  Pick<SealPorts, 'keyEncryptionKey'> & {
    database: Database
    clock: () => Date
    reportedCities?: readonly Did[]
  }

const zTrusted = z.array(zDid)

/** Checks a batch a part at a time: a part that is tried again finds the same, and is kept once. */
export function createBatchJob(ports: BatchJobPorts): JobKind {
  const { database, clock, reportedCities } = ports
  return {
    async run({ job, number: part }, keep) {
      const batch = await findBatch(database.reader, { organisation: job.scope, id: job.id })
      if (batch === undefined) return keep(async () => undefined)
      const seal = openBatchSeal(batch, ports)
      const range = { from: part * rowsInPart, count: rowsInPart }
      const items = await readItems(database.reader, batch, range)
      const trustedCities =
        batch.trustedCities === null ? undefined : zTrusted.parse(JSON.parse(batch.trustedCities))
      const policy = {
        ...(trustedCities && { trustedCities }),
        ...(reportedCities && { reportedCities }),
      }
      const waiting = items.flatMap(({ number, sealed, outcome }) =>
        sealed === null || outcome !== null ? [] : [{ number, sealed }],
      )
      const results = await inTurns(waiting, async ({ number, sealed }) => {
        const result = await checkItem(seal.open(number, sealed), policy, ports)
        return { number, outcome: result.outcome, result: JSON.stringify(result) }
      })
      const { organisation, id: batchId } = batch
      await keep(async (tx) => {
        for (const { number, ...result } of results) {
          await keepResult(tx, { organisation, batchId, number }, result)
        }
      })
    },
    async end(tx, { id, scope: organisation }) {
      await forgetBrought(tx, { organisation, id })
      const at = clock()
      await enqueueEvent(tx, { organisation, type: 'batch.finished', data: { batchId: id }, at })
    },
  }
}
