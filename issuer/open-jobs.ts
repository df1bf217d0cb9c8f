import { availableParallelism } from 'node:os'
import { createJobs, type Jobs } from '../shared/node/jobs/jobs.ts'
import { createSealedKeyStore } from '../shared/node/kms/sealed-key-store.ts'
import type { Logger } from '../shared/node/logger.ts'
import { createWorkerPool } from '../shared/node/workers/worker-pool.ts'
import type { AwardedLines, LinesTask } from './bulk/award-lines.ts'
import { bulkJob, createBulkJob } from './bulk/award-part.ts'
import type { BulkJobPorts } from './bulk/bulk-part.ts'
import type { IssuerConfig } from './config.ts'
import { createBatchKeys } from './identity/batch-key.ts'
import { createReminderJob, reminderJob } from './reminders/remind.ts'
import { createPlaceFinder } from './status/place-finder.ts'

/** One answers requests, one writes. */
const coresBeside = 2

/** What is done in the background. Threads make what is awarded beside the one that answers
 * requests, which hands one part to the database while they make the next. */
export function openJobs(
  config: IssuerConfig,
  ports: Omit<BulkJobPorts, 'walletUrl' | 'placeFinder' | 'openBatchKey' | 'threads'> & {
    logger: Logger
  },
): { jobs: Jobs; close(): Promise<void> } {
  const { database, clock, logger } = ports
  const threads = config.workerThreads ?? Math.max(1, availableParallelism() - coresBeside)
  const pool = createWorkerPool<LinesTask, AwardedLines>({
    module: new URL('./bulk/award-lines.js', import.meta.url),
    threads,
  })
  const store = createSealedKeyStore(database)
  const { keyEncryptionKey, walletUrl } = config
  const openBatchKey = createBatchKeys({ reader: database.reader, store, keyEncryptionKey })
  const placeFinder = createPlaceFinder(ports)
  const kinds = {
    [bulkJob]: createBulkJob({
      ...{ ...ports, walletUrl, placeFinder, openBatchKey },
      threads: pool,
    }),
    [reminderJob]: createReminderJob({ ...ports, walletUrl }),
  }
  const jobs = createJobs({ database, clock, logger, kinds, lanes: threads + 1 })
  return {
    jobs,
    async close() {
      await jobs.close()
      await pool.close()
    },
  }
}
