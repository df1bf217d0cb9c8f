import type { KeyObject } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { parseDatabaseLocation } from '../../shared/node/database/location.ts'
import type { IssuerConfig } from '../config.ts'
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
