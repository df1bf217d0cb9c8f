import { randomUUID } from 'node:crypto'
import { readShown } from '../../shared/cv/verify-share.ts'
import type { JsonObject } from '../../shared/json/json.ts'
import type { Database, Transaction } from '../../shared/node/database/database.ts'
import type { VerificationPolicy, VerificationPorts } from '../../shared/verify/ports.ts'
import type { VerificationReport } from '../../shared/verify/report.ts'
import { isUnreached } from '../../shared/verify/unreached.ts'
import { verifyPresentations } from '../../shared/verify/verify-presentation.ts'
import { withinReach } from '../../shared/verify/within-reach.ts'
import { recordAudit } from '../audit/audit.ts'
import { verifyText } from '../check/verify-text.ts'
import { answerFromBundles, type BundleAnswerPorts } from '../continuity/answer-from-bundles.ts'
import { retryUnreached } from '../continuity/retries.ts'
import { type EvidenceReceiptPorts, evidenceReceipt } from '../receipts/evidence-receipt.ts'
import type { Candidate, Evidence } from './candidate.ts'
import { columnsOfReport } from './candidate-rows.ts'
import { earlierCheckEntity, evidenceEntity } from './candidate-schema.ts'
import type { CandidateStore } from './candidate-store.ts'
import type { Kept, KeptPolicy } from './kept.ts'

export type CheckAgainPorts = EvidenceReceiptPorts &
  BundleAnswerPorts & {
    database: Database
    candidates: CandidateStore
    verification: VerificationPorts
    clock: () => Date
  }

/**
 * Checks all that a candidate showed once more, from the bytes that were kept: as of now. What was found before is
 * kept beside it.
 * @throws AppError not_found where it was deleted meanwhile
 */
export async function checkAgain(
  candidate: Candidate,
  actor: string,
  ports: CheckAgainPorts,
): Promise<void> {
  const { organisation, id: candidateId } = candidate
  const { candidates, database, clock } = ports
  const evidence = await candidates.listEvidence(organisation, candidateId)
  const at = clock()
  const found = await Promise.all(evidence.map((one) => checkOne(one, candidate, { ...ports, at })))
  await database.transact(async (tx) => {
    for (const one of found) if (one !== undefined) await keepFound(tx, one, at)
    const action = 'candidate.checked-again'
    await recordAudit(tx, {
      ...{ organisation, actor, action, subject: candidateId },
      at: at.toISOString(),
    })
  })
}

/**
 * Checks one thing again by itself, because a host was down.
 * @returns false while the host is still down
 */
export async function checkEvidenceAgain(
  evidence: Evidence,
  candidate: Candidate,
  ports: CheckAgainPorts,
): Promise<boolean> {
  const at = ports.clock()
  const found = await checkOne(evidence, candidate, { ...ports, at })
  if (found === undefined) return true
  const { organisation, id: subject } = candidate
  await ports.database.transact(async (tx) => {
    await keepFound(tx, found, at)
    if (!hasChanged(found)) return
    const action = 'candidate.checked-again'
    await recordAudit(tx, {
      ...{ organisation, actor: 'host', action, subject },
      at: at.toISOString(),
    })
  })
  return !isUnreached(found.report)
}

type Found = {
  before: Evidence & { report: VerificationReport }
  report: VerificationReport
  receipt: string | undefined
  /** What copies of cities say, where a city could not be asked. */
  fromCopies: VerificationReport | undefined
}

/** What was found before stays beside it, unless it says the same of a host that is still down. */
async function keepFound(tx: Transaction, found: Found, at: Date): Promise<void> {
  const { before, report, receipt, fromCopies } = found
  const { organisation, id, candidateId } = before
  const { affected } = await tx.update(
    evidenceEntity,
    { organisation, id, candidateId },
    { ...columnsOfReport(report), receipt: receipt ?? null },
  )
  if (affected !== 1) return
  await retryUnreached(tx, { organisation, kind: 'evidence', id }, [report], at)
  const evidence = { organisation, candidateId, evidenceId: id }
  if (fromCopies !== undefined) await keepAnswerOfCopies(tx, evidence, fromCopies)
  if (isUnreached(before.report) && !hasChanged(found)) return
  await tx.insert(earlierCheckEntity, {
    ...{ ...evidence, id: randomUUID() },
    report: JSON.stringify(before.report),
    receipt: before.receipt ?? null,
    checkedAt: before.report.checkedAt,
  })
}

/** Once for each time that a copy is from. */
async function keepAnswerOfCopies(
  tx: Transaction,
  evidence: { organisation: string; candidateId: string; evidenceId: string },
  report: VerificationReport,
): Promise<void> {
  const answer = { ...evidence, checkedAt: report.checkedAt }
  if (await tx.exists(earlierCheckEntity, { where: answer })) return
  const row = { ...answer, id: randomUUID(), report: JSON.stringify(report), receipt: null }
  await tx.insert(earlierCheckEntity, row)
}

function hasChanged({ before, report }: Found): boolean {
  return verdictsOf(before.report) !== verdictsOf(report)
}

function verdictsOf(report: VerificationReport): string {
  const badges = report.kind === 'presentation' ? report.credentials : []
  return [report, ...badges].map(({ verdict }) => verdict).join()
}

async function checkOne(
  before: Evidence,
  { statedName, organisation }: Candidate,
  { candidates, verification, at, ...ports }: CheckAgainPorts & { at: Date },
): Promise<Found | undefined> {
  const { report: known } = before
  if (known === undefined) return undefined
  const kept = await candidates.openPresented(before)
  const report = await verifyKept(kept, statedName, withinReach(verification))
  if (report === undefined) return undefined
  const shown = shownIn(kept)
  const receipt = await evidenceReceipt(shown, report, { organisation, at }, ports)
  const policy = kept.kind === 'file' ? {} : policyOf(kept.policy, statedName)
  const fromCopies = await answerFromBundles(report, shown, { organisation, policy }, ports)
  return { before: { ...before, report: known }, report, receipt, fromCopies }
}

function shownIn(kept: Kept): readonly (string | JsonObject)[] {
  if (kept.kind === 'file') return []
  return kept.kind === 'text' ? [kept.text] : kept.presentations
}

/** What was kept, checked as of now; undefined for a file, in which there is nothing to check. */
export async function verifyKept(
  kept: Kept,
  statedName: string | undefined,
  ports: VerificationPorts,
): Promise<VerificationReport | undefined> {
  if (kept.kind === 'file') return undefined
  const policy = policyOf(kept.policy, statedName)
  if (kept.kind === 'text') return verifyText(kept.text, ports, policy)
  const { presentations, binding, logProofs } = kept
  const proofs = new Map(Object.entries(logProofs))
  const context = { ports, policy, binding, logProofs: proofs }
  return readShown(presentations, await verifyPresentations(presentations, context)).report
}

/** A name is compared, and decides nothing. */
function policyOf(kept: KeptPolicy, statedName: string | undefined): VerificationPolicy {
  const required = kept.required ?? (kept.trustedCities ? (['accreditation', 'log'] as const) : [])
  return { ...kept, required, ...(statedName !== undefined && { recipient: { name: statedName } }) }
}
