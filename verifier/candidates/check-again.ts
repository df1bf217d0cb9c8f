import { randomUUID } from 'node:crypto'
import type { JsonObject } from '../../shared/credential/json.ts'
import type { Database } from '../../shared/node/database/database.ts'
import type { VerificationPolicy, VerificationPorts } from '../../shared/verify/ports.ts'
import type { VerificationReport } from '../../shared/verify/report.ts'
import { verifyPresentations } from '../../shared/verify/verify-presentation.ts'
import { recordAudit } from '../audit/audit.ts'
import { verifyText } from '../check/verify-text.ts'
import { withinReach } from '../check/within-reach.ts'
import { type EvidenceReceiptPorts, evidenceReceipt } from '../receipts/evidence-receipt.ts'
import type { Candidate, Evidence } from './candidate.ts'
import { columnsOfReport } from './candidate-rows.ts'
import { earlierCheckEntity, evidenceEntity } from './candidate-schema.ts'
import type { CandidateStore } from './candidate-store.ts'
import type { Kept, KeptPolicy } from './kept.ts'

export type CheckAgainPorts = EvidenceReceiptPorts & {
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
    for (const { before, report, receipt } of found.flatMap((one) => one ?? [])) {
      const key = { organisation, id: before.id, candidateId }
      const { affected } = await tx.update(evidenceEntity, key, {
        ...columnsOfReport(report),
        receipt: receipt ?? null,
      })
      if (affected !== 1) continue
      await tx.insert(earlierCheckEntity, {
        ...{ organisation, id: randomUUID(), candidateId, evidenceId: before.id },
        report: JSON.stringify(before.report),
        receipt: before.receipt ?? null,
        checkedAt: before.report?.checkedAt ?? at.toISOString(),
      })
    }
    const action = 'candidate.checked-again'
    await recordAudit(tx, {
      ...{ organisation, actor, action, subject: candidateId },
      at: at.toISOString(),
    })
  })
}

async function checkOne(
  before: Evidence,
  { statedName, organisation }: Candidate,
  { candidates, verification, at, ...ports }: CheckAgainPorts & { at: Date },
): Promise<
  { before: Evidence; report: VerificationReport; receipt: string | undefined } | undefined
> {
  if (before.report === undefined) return undefined
  const kept = await candidates.openPresented(before)
  const report = await verifyKept(kept, statedName, withinReach(verification))
  if (report === undefined) return undefined
  const receipt = await evidenceReceipt(shownIn(kept), report, { organisation, at }, ports)
  return { before, report, receipt }
}

function shownIn(kept: Kept): readonly (string | JsonObject)[] {
  if (kept.kind === 'file') return []
  return kept.kind === 'text' ? [kept.text] : kept.presentations
}

async function verifyKept(
  kept: Kept,
  statedName: string | undefined,
  ports: VerificationPorts,
): Promise<VerificationReport | undefined> {
  if (kept.kind === 'file') return undefined
  const policy = policyOf(kept.policy, statedName)
  if (kept.kind === 'text') return verifyText(kept.text, ports, policy)
  const { presentations, binding, logProofs } = kept
  const proofs = new Map(Object.entries(logProofs))
  return verifyPresentations(presentations, { ports, policy, binding, logProofs: proofs })
}

/** A name is compared, and decides nothing. */
function policyOf(kept: KeptPolicy, statedName: string | undefined): VerificationPolicy {
  const required = kept.required ?? (kept.trustedCities ? (['accreditation', 'log'] as const) : [])
  return { ...kept, required, ...(statedName !== undefined && { recipient: { name: statedName } }) }
}
