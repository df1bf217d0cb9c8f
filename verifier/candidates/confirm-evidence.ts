import { IsNull, LessThanOrEqual, Not } from 'typeorm'
import type { Database, Transaction } from '../../shared/node/database/database.ts'
import { recordAudit } from '../audit/audit.ts'
import { forgetRetries } from '../continuity/retries.ts'
import { noteDeletion } from '../retention/delete-kept.ts'
import type { DeletionCause } from '../retention/deletion.ts'
import {
  type CandidateRow,
  candidateEntity,
  earlierCheckEntity,
  evidenceEntity,
  holderEntity,
  presentedEntity,
} from './candidate-schema.ts'
import type { KeepingPorts } from './candidate-seal.ts'
import { findSame } from './find-same.ts'
import { deleteCandidates, joinCandidates } from './move-evidence.ts'
import { noteReceived } from './receive-evidence.ts'

type OfRequest = { organisation: string; requestId: string; at: Date }

const dayInMilliseconds = 86_400_000

/**
 * The person at the screen said that what came for a request is theirs: from now on it counts, and joins what they had
 * sent before.
 * @returns whose it is now; undefined where nothing came, or it was taken back
 */
export async function confirmEvidence(
  tx: Transaction,
  { organisation, requestId, at, retentionDays }: OfRequest & { retentionDays: number },
  ports: KeepingPorts,
): Promise<string | undefined> {
  const waiting = { organisation, requestId, countsSince: IsNull() }
  const evidence = await tx.findOneBy(evidenceEntity, waiting)
  if (evidence === null) return undefined
  const { id, candidateId } = evidence
  const candidate = await tx.findOneBy(candidateEntity, { organisation, id: candidateId })
  if (candidate === null) return undefined
  await tx.update(evidenceEntity, { organisation, id }, { countsSince: at.toISOString() })
  const deleteAfter = new Date(at.getTime() + retentionDays * dayInMilliseconds).toISOString()
  const same = candidate.state === 'waiting' ? await findBefore(tx, candidate) : undefined
  await noteReceived(tx, candidate, { at, deleteAfter })
  const owner = same?.id ?? candidateId
  if (same !== undefined) {
    const joining = { organisation, id: same.id, otherId: candidateId, keepUntil: 'later' } as const
    await joinCandidates(tx, joining, ports)
  }
  await recordAudit(tx, {
    organisation,
    actor: `candidate:${owner}`,
    action: 'candidate.received',
    subject: owner,
    detail: { things: 1 },
    at: at.toISOString(),
  })
  return owner
}

async function findBefore(
  tx: Transaction,
  { organisation, id, vacancyId, sessionHash, statedName }: CandidateRow,
): Promise<CandidateRow | undefined> {
  const holders = await tx.findBy(holderEntity, { organisation, candidateId: id })
  return findSame(
    tx,
    {
      organisation,
      ...(vacancyId !== null && { vacancyId }),
      ...(sessionHash !== null && { sessionHash }),
      ...(statedName !== null && { statedName }),
    },
    holders.map(({ holderHash }) => holderHash),
  )
}

/** What nobody said to be theirs for a day is deleted, also where they had sent something before. */
export async function forgetUnclaimed({
  database,
  clock,
}: {
  database: Database
  clock: () => Date
}): Promise<void> {
  const at = clock()
  const before = new Date(at.getTime() - dayInMilliseconds).toISOString()
  const unclaimed = await database.reader.find(evidenceEntity, {
    select: { organisation: true, requestId: true },
    where: { countsSince: IsNull(), receivedAt: LessThanOrEqual(before) },
    take: 100,
  })
  for (const { organisation, requestId } of unclaimed) {
    if (requestId === null) continue
    const forgotten = { organisation, requestId, at, cause: { why: 'clock' } } as const
    await database.transact((tx) => withdrawEvidence(tx, forgotten))
  }
}

/**
 * Takes back what came for a request: it is deleted, and so is a candidate of whom nothing else is kept.
 * @returns whose it was
 */
export async function withdrawEvidence(
  tx: Transaction,
  {
    organisation,
    requestId,
    at,
    cause = { why: 'asked', by: 'candidate' },
  }: OfRequest & { cause?: DeletionCause },
): Promise<string | undefined> {
  const evidence = await tx.findOneBy(evidenceEntity, { organisation, requestId })
  if (evidence === null) return undefined
  const { id, candidateId } = evidence
  const theirs = { organisation, evidenceId: id }
  await tx.delete(presentedEntity, theirs)
  await tx.delete(holderEntity, theirs)
  await tx.delete(earlierCheckEntity, theirs)
  await tx.delete(evidenceEntity, { organisation, id })
  await forgetRetries(tx, [id])
  const hasMore = await tx.exists(evidenceEntity, {
    where: { organisation, candidateId, id: Not(id) },
  })
  if (!hasMore) await deleteCandidates(tx, { organisation, ids: [candidateId] })
  await noteDeletion(
    tx,
    { candidates: hasMore ? [] : [candidateId], evidence: [id] },
    { organisation, cause, at },
  )
  await recordAudit(tx, {
    organisation,
    actor: cause.why === 'clock' ? 'host' : `candidate:${candidateId}`,
    action: 'candidate.withdrawn',
    subject: candidateId,
    at: at.toISOString(),
  })
  return candidateId
}

/** Somebody who was asked said no. */
export async function noteDeclined(
  tx: Transaction,
  { organisation, candidateId }: { organisation: string; candidateId: string },
): Promise<void> {
  const waiting = { organisation, id: candidateId, state: 'waiting' }
  await tx.update(candidateEntity, waiting, { state: 'declined' })
}
