import { credentialsOf, readSecured } from '../../shared/credential/secured.ts'
import { isAppError } from '../../shared/errors/app-error.ts'
import type { JsonObject } from '../../shared/json/json.ts'
import type { PresentationReport, VerificationReport } from '../../shared/verify/report.ts'
import type { OnBehalf } from '../organisations/on-behalf.ts'
import { hashPresentations } from '../responses/presentations-hash.ts'
import { hashBadge } from './badge-hash.ts'
import { signReceipt } from './receipt.ts'

/** As many as a receipt names. */
const maxBadges = 100

export type EvidenceReceiptPorts = Pick<OnBehalf, 'askerOf' | 'signerOf'>

/**
 * The receipt of a check of what was given as a link or a file, or kept from an answer, signed by the organisation's
 * own key of today. Nothing for what could not be read so far that it has a hash.
 */
export async function evidenceReceipt(
  presentations: readonly (string | JsonObject)[],
  report: VerificationReport,
  { organisation, at }: { organisation: string; at: Date },
  { askerOf, signerOf }: EvidenceReceiptPorts,
): Promise<string | undefined> {
  const badgeHashes = badgeHashesOf(presentations)
  const whole = wholeOf(report)
  const isTold = badgeHashes.length === whole.credentials.length && badgeHashes.length <= maxBadges
  if (badgeHashes.length === 0 || !isTold) return undefined
  const presentationsHash = hashPresentations(
    presentations.map((presentation) => ({ presentation })),
  )
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

function badgeHashesOf(presentations: readonly (string | JsonObject)[]): string[] {
  try {
    return presentations.flatMap((presentation) => {
      const secured = readSecured(presentation)
      if (secured.kind === 'credential') return [hashBadge(secured)]
      return credentialsOf(secured.document).map((credential) => hashBadge(readSecured(credential)))
    })
  } catch (error) {
    if (isAppError(error)) return []
    throw error
  }
}
