import type { KeyObject } from 'node:crypto'
import { availableParallelism } from 'node:os'
import type { Database } from '../../shared/node/database/database.ts'
import { parseDatabaseLocation } from '../../shared/node/database/location.ts'
import type { IssuerConfig } from '../config.ts'
import { type AppendPortion, appendPortion } from '../log/append-portion.ts'
import { type AwardingThread, openAwardingThread } from './open-awarding-thread.ts'

/** The thread in which awards are made at busy moments. Undefined where there is no core for it. */
export function openAwarding(
  { publicUrl, walletUrl, workerThreads, ...config }: IssuerConfig,
  { secret, clock, enqueueMail }: { secret: KeyObject; clock: () => Date; enqueueMail?: unknown },
): AwardingThread | undefined {
  if ((workerThreads ?? availableParallelism() - 1) < 1) return undefined
  const database = parseDatabaseLocation(config.database)
  const sendsMail = enqueueMail !== undefined
  return openAwardingThread({ database, publicUrl, walletUrl, secret, sendsMail }, { clock })
}

/**
 * Seals where awards are made: in the thread once it is open, so that no unit waits for the thread that answers requests.
 * What the awards wrote is taken over into SQLite's file twice a second too, so that no commit has to stop for much of it.
 */
export function appendBesideAwards(
  thread: AwardingThread | undefined,
  database: Database,
): AppendPortion {
  return async (portion, by) => {
    if (!thread?.isOpen()) return appendPortion(portion, by, database)
    if (portion.of === 'leaves') await thread.backfill()
    return database.lend(() => thread.append(portion, by))
  }
}
