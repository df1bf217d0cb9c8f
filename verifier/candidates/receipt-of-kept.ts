import { credentialsOf, readSecured, type Secured } from '../../shared/credential/secured.ts'
import { isAppError } from '../../shared/errors/app-error.ts'
import type { PresentationReport, VerificationReport } from '../../shared/verify/report.ts'
import type { OnBehalf } from '../organisations/on-behalf.ts'
import { hashBadge } from '../receipts/badge-hash.ts'
import { signReceipt } from '../receipts/receipt.ts'
import type { Kept } from './kept.ts'

export type ReceiptPorts = Pick<OnBehalf, 'askerOf' | 'signerOf'>

/** As many as a receipt names. */
const maxBadges = 100

/** The receipt of a check of what is kept; undefined where nothing in it has a hash. */
export async function receiptOfKept(
  {
    kept,
    report,
    presentationsHash,
  }: { kept: Kept; report: VerificationReport; presentationsHash: string },
  { organisation, at }: { organisation: string; at: Date },
  { askerOf, signerOf }: ReceiptPorts,
): Promise<string | undefined> {
  const badgeHashes = badgesIn(kept)?.map(hashBadge) ?? []
  const whole = wholeOf(report)
  const isTold = badgeHashes.length > 0 && badgeHashes.length <= maxBadges
  if (!isTold || badgeHashes.length !== whole.credentials.length) return undefined
  const { did } = await askerOf(organisation)
  const signing = { did, signer: await signerOf(organisation), at }
  return signReceipt({ report: whole, badgeHashes, presentationsHash }, signing)
}

/** A badge that came by itself was shown by nobody. */
function wholeOf(report: VerificationReport): PresentationReport {
  if (report.kind === 'presentation') return report
  const { verdict, checkedAt } = report
  return { kind: 'presentation', verdict, checks: [], credentials: [report], checkedAt }
}

function badgesIn(kept: Kept): Secured[] | undefined {
  if (kept.kind === 'file') return undefined
  const shown = kept.kind === 'text' ? [kept.text] : kept.presentations
  try {
    return shown.flatMap((one) => {
      const secured = readSecured(one)
      if (secured.kind === 'credential') return [secured]
      return credentialsOf(secured.document).map((credential) => readSecured(credential))
    })
  } catch (error) {
    if (isAppError(error)) return undefined
    throw error
  }
}
