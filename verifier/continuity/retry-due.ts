import { IsNull, Not } from 'typeorm'
import type { Logger } from '../../shared/node/logger.ts'
import {
  changesAfter,
  noteOutcome,
  type Outcome,
  takeDue,
} from '../../shared/server/outbox/outbox-queue.ts'
import { isUnreached } from '../../shared/verify/unreached.ts'
import { evidenceOf } from '../candidates/candidate-rows.ts'
import { evidenceEntity } from '../candidates/candidate-schema.ts'
import { type CheckAgainPorts, checkEvidenceAgain } from '../candidates/check-again.ts'
import { checkAgain as checkReportAgain, type RenewingPorts } from '../reports/check-again.ts'
import { type RetryRow, retryEntity } from './retry-schema.ts'

export type RetryPorts = CheckAgainPorts & RenewingPorts & { logger: Logger }

const atOnce = 20

/**
 * Checks again what is due: a minute after a host could not be reached, then after twice as long each time, up to an
 * hour. What is known now, or is deleted, is not tried again.
 * @returns how many were tried
 */
export async function retryDue(ports: RetryPorts): Promise<number> {
  const { database, clock, logger } = ports
  const due = await takeDue(retryEntity, { database, clock }, atOnce)
  for (const row of due) {
    const tried = await retry(row, ports).catch((error: unknown): Outcome<string> => {
      logger.error('a check could not be made again', { error })
      return { outcome: 'later', failure: 'unexpected' }
    })
    const changes = changesAfter(row, tried, clock())
    await database.transact(async (tx) => {
      if (changes.state === 'waiting') await noteOutcome(tx, retryEntity, row, changes)
      else await tx.delete(retryEntity, { id: row.id, lease: row.lease ?? '' })
    })
  }
  return due.length
}

async function retry(row: RetryRow, ports: RetryPorts): Promise<Outcome<string>> {
  const isKnown =
    row.kind === 'report' ? await retryReport(row, ports) : await retryEvidence(row, ports)
  return isKnown ? { outcome: 'sent' } : { outcome: 'later', failure: 'unreached' }
}

async function retryEvidence({ organisation, id }: RetryRow, ports: RetryPorts): Promise<boolean> {
  const row = await ports.database.reader.findOneBy(evidenceEntity, {
    ...{ organisation, id },
    report: Not(IsNull()),
  })
  if (row === null) return true
  const evidence = evidenceOf(row)
  // what nobody has said to be theirs yet waits for that
  if (row.countsSince === null) return false
  const candidate = await ports.candidates.find(organisation, evidence.candidateId)
  if (candidate === undefined || evidence.report === undefined) return true
  if (!isUnreached(evidence.report)) return true
  return checkEvidenceAgain(evidence, candidate, ports)
}

async function retryReport({ organisation, id }: RetryRow, ports: RetryPorts): Promise<boolean> {
  const made = await ports.madeReports.find(organisation, id, ports.clock())
  if (made === undefined) return true
  const isOpen = made.evidence.some(({ report }) => report !== undefined && isUnreached(report))
  if (!isOpen) return true
  const renewed = await checkReportAgain(made, 'host', ports)
  return !renewed.evidence.some(({ report }) => report !== undefined && isUnreached(report))
}
