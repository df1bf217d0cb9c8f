import { availableParallelism } from 'node:os'
import { createJobs, type Jobs } from '../shared/node/jobs/jobs.ts'
import { createSealedKeyStore } from '../shared/node/kms/sealed-key-store.ts'
import type { Logger } from '../shared/node/logger.ts'
import { createTokenSigning } from '../shared/node/workers/token-signing.ts'
import { type BulkJobPorts, bulkJob, createBulkJob } from './bulk/award-part.ts'
import type { IssuerConfig } from './config.ts'
import { createBatchSigner } from './identity/batch-signer.ts'
import { createReminderJob, reminderJob } from './reminders/remind.ts'
import { createPlaceFinder } from './status/place-finder.ts'

/** What is done in the background. Threads sign beside the one that answers requests. */
export function openJobs(
  config: IssuerConfig,
  ports: Omit<BulkJobPorts, 'walletUrl' | 'placeFinder' | 'signBatch'> & { logger: Logger },
): { jobs: Jobs; close(): Promise<void> } {
  const { database, clock, logger } = ports
  const threads = config.workerThreads ?? Math.max(1, availableParallelism() - 1)
  const signing = createTokenSigning({ threads })
  const store = createSealedKeyStore(database)
  const { keyEncryptionKey, walletUrl } = config
  const signBatch = createBatchSigner({ reader: database.reader, store, keyEncryptionKey, signing })
  const placeFinder = createPlaceFinder(database)
  const kinds = {
    [bulkJob]: createBulkJob({ ...ports, walletUrl, placeFinder, signBatch }),
    [reminderJob]: createReminderJob({ ...ports, walletUrl }),
  }
  const jobs = createJobs({ database, clock, logger, kinds })
  return {
    jobs,
    async close() {
      await jobs.close()
      await signing.close()
    },
  }
}
