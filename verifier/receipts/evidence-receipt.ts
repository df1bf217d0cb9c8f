import type { JsonObject } from '../../shared/credential/json.ts'
import { credentialsOf, readSecured } from '../../shared/credential/secured.ts'
import type { Signer } from '../../shared/credential/signer.ts'
import type { Did } from '../../shared/did/did.ts'
import { isAppError } from '../../shared/errors/app-error.ts'
import type { PresentationReport, VerificationReport } from '../../shared/verify/report.ts'
import { hashPresentations } from '../responses/presentations-hash.ts'
import { hashBadge } from './badge-hash.ts'
import { signReceipt } from './receipt.ts'

/** As many as a receipt names. */
const maxBadges = 100

/**
 * The receipt of what was given as a link or a file. Nothing for what could not be read so far that it has a hash.
 */
export async function receiptOfGiven(
  presentations: readonly (string | JsonObject)[],
  report: VerificationReport,
  signing: { did: Did; signer: Signer; at: Date },
): Promise<string | undefined> {
  const badgeHashes = badgeHashesOf(presentations)
  const whole = wholeOf(report)
  const isTold = badgeHashes.length === whole.credentials.length && badgeHashes.length <= maxBadges
  if (badgeHashes.length === 0 || !isTold) return undefined
  const presentationsHash = hashPresentations(
    presentations.map((presentation) => ({ presentation })),
  )
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
      return credentialsOf(secured.document).map((credential) =>
        // sound: what is neither text nor object is refused by readSecured
        hashBadge(readSecured(credential as string | JsonObject)),
      )
    })
  } catch (error) {
    if (isAppError(error)) return []
    throw error
  }
}
