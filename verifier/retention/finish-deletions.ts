import { IsNull, LessThanOrEqual } from 'typeorm'
import type { Database } from '../../shared/node/database/database.ts'
import { batchEntity, batchItemEntity } from '../batches/batch-schema.ts'
import { candidateEntities } from '../candidates/candidate-schema.ts'
import type { OnBehalf } from '../organisations/on-behalf.ts'
import { receiptEntity } from '../receipts/receipt-store.ts'
import { madeReportEntity } from '../reports/made-report-store.ts'
import { reportEntity } from '../reports/report-schema.ts'
import { requestPresentedEntity } from '../reports/request-presented.ts'
import { requestEntity } from '../requests/request-schema.ts'
import { sentOutcomeEntity } from '../submissions/sent-outcome.ts'
import { type Deletion, signDeletion } from './deletion.ts'
import { type DeletionRow, deletionEntity } from './deletion-schema.ts'

export type FinishPorts = Pick<OnBehalf, 'askerOf' | 'signerOf'> & {
  database: Database
  clock: () => Date
}

/** Every table in which something of a person stands. */
const personalEntities = [
  ...candidateEntities,
  receiptEntity,
  requestPresentedEntity,
  reportEntity,
  requestEntity,
  madeReportEntity,
  batchItemEntity,
  batchEntity,
  sentOutcomeEntity,
]

const mostAtOnce = 100

/** PostgreSQL writes whole tables anew for it, so the sweeper does so for an hour's deletions together. */
const restMs = { sqlite: 0, postgres: 3_600_000 } as const

/** For the sweeper, which need not hurry. @returns how many are told */
export async function finishInTime(ports: FinishPorts): Promise<number> {
  const { database, clock } = ports
  const dueBefore = new Date(clock().getTime() - restMs[database.kind]).toISOString()
  const isDue = await database.reader.exists(deletionEntity, {
    where: { statement: IsNull(), deletedAt: LessThanOrEqual(dueBefore) },
  })
  return isDue ? finishDeletions(ports) : 0
}

/**
 * Overwrites on the disk what was deleted, and then lets each organisation say so under its signature. What a crash or a
 * busy database left undone, the next call does; of two processes one keeps its word, so each deletion is told once.
 * @returns how many are told
 */
export async function finishDeletions(ports: FinishPorts): Promise<number> {
  const { database } = ports
  const unfinished = await database.reader.find(deletionEntity, {
    where: { statement: IsNull() },
    order: { deletedAt: 'ASC' },
    take: mostAtOnce,
  })
  if (unfinished.length === 0 || !(await database.scrub(personalEntities, { rewrites: true }))) {
    return 0
  }
  for (const row of unfinished) {
    const { organisation, id } = row
    const statement = await signRow(row, ports)
    await database.transact((tx) =>
      tx.update(deletionEntity, { organisation, id, statement: IsNull() }, { statement }),
    )
  }
  return unfinished.length
}

async function signRow(
  { organisation, id, deletedAt, why, deletedBy, content }: DeletionRow,
  { askerOf, signerOf, clock }: FinishPorts,
): Promise<string> {
  const { did } = await askerOf(organisation)
  return signDeletion(
    {
      jti: id,
      deletedAt,
      // noteDeletion() wrote both; nothing else writes this table
      why: why as Deletion['why'],
      ...(deletedBy !== null && { by: deletedBy }),
      ...(JSON.parse(content) as Pick<Deletion, 'counts' | 'hashes'>),
    },
    { did, signer: await signerOf(organisation), at: clock() },
  )
}
