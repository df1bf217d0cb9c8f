import { AppError } from '../../shared/errors/app-error.ts'
import type { Database } from '../../shared/node/database/database.ts'
import type { KeyEncryptionKey } from '../../shared/node/kms/key-encryption.ts'
import type { VerificationPorts } from '../../shared/verify/ports.ts'
import { withinReach } from '../../shared/verify/within-reach.ts'
import { recordAudit } from '../audit/audit.ts'
import { verifyKept } from '../candidates/check-again.ts'
import { type EvidenceReceiptPorts, evidenceReceipt } from '../receipts/evidence-receipt.ts'
import type { ReceiptStore } from '../receipts/receipt-store.ts'
import type { PresentationRequest } from '../requests/presentation-request.ts'
import { requestReference } from '../requests/request-reference.ts'
import type { ReportStore } from './report-store.ts'
import { findPresented } from './request-presented.ts'
import { stateOf } from './request-result.ts'

export type CheckRequestPorts = EvidenceReceiptPorts & {
  database: Database
  reports: ReportStore
  receipts: ReceiptStore
  verification: VerificationPorts
  keyEncryptionKey: KeyEncryptionKey
  clock: () => Date
}

/**
 * Checks what was sent to a request once more, as of now. What was found before is kept beside it.
 * @throws AppError not_found while nothing has come, and where nothing was kept of what came
 */
export async function checkRequestAgain(
  request: PresentationRequest,
  actor: string,
  ports: CheckRequestPorts,
): Promise<void> {
  const { id, organisation } = request
  const { database, reports, receipts, verification, keyEncryptionKey, clock } = ports
  const at = clock()
  const isReceived = stateOf(request, at) === 'received'
  const stored = isReceived ? await reports.find(id) : undefined
  const kept = stored && (await findPresented(database.reader, id, keyEncryptionKey))
  const report = kept && (await verifyKept(kept, undefined, withinReach(verification)))
  if (stored === undefined || kept?.kind !== 'presentations' || report?.kind !== 'presentation') {
    throw new AppError('not_found', 'There is nothing here to check again')
  }
  const receipt = await evidenceReceipt(kept.presentations, report, { organisation, at }, ports)
  await database.transact(async (tx) => {
    await reports.renew(tx, { ...stored, report, earlier: stored.report })
    if (receipt !== undefined) await receipts.renew(tx, id, receipt)
    await recordAudit(tx, {
      ...{ organisation, actor, action: 'report.checked-again' },
      subject: requestReference(id),
      at: at.toISOString(),
    })
  })
}
