import { randomUUID } from 'node:crypto'
import type { OwnWords } from '../../shared/cv/own-words.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Transaction } from '../../shared/node/database/database.ts'
import { insertRows } from '../../shared/node/database/insert-rows.ts'
import { hashSecret } from '../../shared/server/presenting/secret-hash.ts'
import type { VerificationReport } from '../../shared/verify/report.ts'
import { recordAudit } from '../audit/audit.ts'
import { retryUnreached } from '../continuity/retries.ts'
import type { EvidenceSource } from './candidate.ts'
import { columnsOfReport, foundBy, holdersOf } from './candidate-rows.ts'
import {
  type CandidateRow,
  candidateEntity,
  evidenceEntity,
  holderEntity,
  presentedEntity,
} from './candidate-schema.ts'
import { type KeepingPorts, openCandidateSeal } from './candidate-seal.ts'
import { findSame } from './find-same.ts'
import type { Kept } from './kept.ts'
import { makeCandidate } from './make-candidate.ts'

/** One thing that came, checked. */
export type NewEvidence = {
  source: EvidenceSource
  kept: Kept
  presentationsHash: string
  /** Absent for a plain CV. */
  report?: VerificationReport
  ownWords?: OwnWords
  queryIds?: readonly string[]
  receipt?: string
  fileName?: string
  requestId?: string
}

export type Sending = {
  organisation: string
  vacancyId?: string
  /** Whose it is, where that is known; otherwise the candidate is found by key or browser, or is new. */
  candidateId?: string
  /** SHA-256 of the browser session that sends it. */
  sessionHash?: string
  statedName?: string
  contact?: string
  retentionDays: number
  at: Date
  /** False until the person at the screen has said that it is theirs: it counts from then on. Default true. */
  counts?: boolean
  /** Who sends it in, as the audit names them; default the candidate. */
  actor?: string
}

export type Received = {
  candidateId: string
  isNew: boolean
  /** In the order of what was sent; `isNew` is false for what this candidate had sent before. */
  evidence: { id: string; isNew: boolean }[]
}

const dayInMilliseconds = 86_400_000
/** What nobody has said to be theirs is kept for so long. */
const unconfirmedDays = 1

/**
 * Keeps what a candidate sent, sealed under a key of their own, with what was found in it. In the unit in which a nonce
 * or a link is used up.
 * @throws AppError not_found where the candidate named was deleted
 */
export async function receiveEvidence(
  tx: Transaction,
  sending: Sending,
  evidence: readonly NewEvidence[],
  ports: KeepingPorts,
): Promise<Received> {
  const { organisation, at, counts = true } = sending
  const known = await findCandidate(tx, sending, evidence)
  const isNew = known === undefined
  const days = counts ? sending.retentionDays : unconfirmedDays
  const deleteAfter = new Date(at.getTime() + days * dayInMilliseconds).toISOString()
  const candidate = known ?? (await makeCandidate(tx, { ...sending, deleteAfter }, ports))
  const candidateId = candidate.id
  const seal = await openCandidateSeal(tx, { organisation, candidateId }, ports.keyEncryptionKey)

  const received: Received['evidence'] = []
  for (const one of evidence) {
    const { presentationsHash } = one
    const same = await tx.findOneBy(evidenceEntity, {
      organisation,
      candidateId,
      presentationsHash,
    })
    if (same !== null) {
      received.push({ id: same.id, isNew: false })
      continue
    }
    const id = randomUUID()
    const sealed = seal.seal(id, one.kept)
    await tx.insert(evidenceEntity, {
      ...{ organisation, id, candidateId, presentationsHash },
      requestId: one.requestId ?? null,
      source: one.source,
      ...columnsOfReport(one.report),
      ownWords: one.ownWords === undefined ? null : JSON.stringify(one.ownWords),
      queryIds: JSON.stringify(one.queryIds ?? []),
      fileName: one.fileName ?? null,
      receipt: one.receipt ?? null,
      receivedAt: at.toISOString(),
      countsSince: counts ? at.toISOString() : null,
      bytes: sealed.length,
    })
    await tx.insert(presentedEntity, { organisation, evidenceId: id, candidateId, sealed })
    const holders = provenHolders(one)
    const rows = holders.map((holder) => ({
      ...{ organisation, evidenceId: id, candidateId },
      holderHash: hashSecret(holder),
    }))
    await insertRows(tx, holderEntity, rows)
    await retryUnreached(tx, { organisation, kind: 'evidence', id }, [one.report], at)
    received.push({ id, isNew: true })
  }
  if (counts) await noteReceived(tx, candidate, { ...sending, deleteAfter })
  await recordAudit(tx, {
    organisation,
    actor: sending.actor ?? `candidate:${candidateId}`,
    action: counts ? 'candidate.received' : 'candidate.sent',
    subject: candidateId,
    detail: { things: received.filter((each) => each.isNew).length },
    at: at.toISOString(),
  })
  return { candidateId, isNew, evidence: received }
}

async function findCandidate(
  tx: Transaction,
  sending: Sending,
  evidence: readonly NewEvidence[],
): Promise<CandidateRow | undefined> {
  const { organisation, candidateId, counts = true } = sending
  if (candidateId !== undefined) {
    const found = await tx.findOneBy(candidateEntity, { organisation, id: candidateId })
    if (found !== null) return found
    throw new AppError('not_found', 'There is no such candidate, or no longer')
  }
  // what does not count yet joins nobody
  if (!counts) return undefined
  return findSame(tx, sending, evidence.flatMap(provenHolders).map(hashSecret))
}

/**
 * Of a file, who signed it may be anybody, and a share link works for everybody who was ever given it: only what was made
 * for us, just now, proves who shows it.
 */
function provenHolders({ source, report }: NewEvidence): string[] {
  return source === 'protocol' && report !== undefined ? [...new Set(holdersOf(report))] : []
}

/** Something of theirs counts from now on. */
export async function noteReceived(
  tx: Transaction,
  candidate: CandidateRow,
  {
    statedName = candidate.statedName ?? undefined,
    contact = candidate.contact ?? undefined,
    deleteAfter,
    at,
  }: Pick<Sending, 'statedName' | 'contact' | 'at'> & { deleteAfter: string },
): Promise<void> {
  const { organisation, id, pseudonym } = candidate
  const isFirst = candidate.state !== 'received'
  // who sends more was told until when it is kept, and that is never earlier than they were told before
  const isLater = isFirst || deleteAfter > candidate.deleteAfter
  await tx.update(
    candidateEntity,
    { organisation, id },
    {
      statedName: statedName ?? null,
      contact: contact ?? null,
      foundBy: foundBy(pseudonym, statedName ?? null),
      state: 'received',
      receivedAt: at.toISOString(),
      deleteAfter: isLater ? deleteAfter : candidate.deleteAfter,
    },
  )
}
