import { credentialsOf, readSecured } from '../credential/secured.ts'
import { isAppError } from '../errors/app-error.ts'
import { isJsonObject, type JsonObject } from '../json/json.ts'
import type { CheckName } from '../verify/check-names.ts'
import type { VerificationPolicy, VerificationPorts } from '../verify/ports.ts'
import {
  type CredentialReport,
  type PresentationReport,
  verdictOf,
  worstVerdict,
} from '../verify/report.ts'
import { presentationChecks } from '../verify/required-checks.ts'
import { verifyPresentations } from '../verify/verify-presentation.ts'
import type { OwnWords } from './own-words.ts'
import { readOwnWords } from './own-words-credential.ts'
import { shareChallenge } from './sealed-share.ts'
import type { SharedCv } from './shared-cv.ts'

export type ShareReport = {
  report: PresentationReport
  /** What the candidate says; only where it came signed by the very person who shows the badges. */
  ownWords?: OwnWords
}

/** Checks every presentation of a share: made for this link and its time, by who holds the badges in it. */
export async function verifyShare(
  cv: SharedCv,
  key: Uint8Array,
  { ports, policy = {} }: { ports: VerificationPorts; policy?: VerificationPolicy },
): Promise<ShareReport> {
  const { presentations, audience, expiresAt } = cv
  const report = await verifyPresentations(presentations, {
    ports,
    policy,
    binding: { nonce: shareChallenge(key, expiresAt), audience },
    logProofs: new Map(Object.entries(cv.logProofs)),
  })
  return readShown(presentations, report)
}

/** Tells what the candidate says from the badges, in a report on these very presentations. */
export function readShown(
  presentations: readonly (string | JsonObject)[],
  report: PresentationReport,
): ShareReport {
  const said = saidIn(presentations, report)
  const [ownWords] = said.values()
  return { report: judgedByBadges(report, said), ...(ownWords && { ownWords }) }
}

/** The n-th credential of the report is the n-th of the presentations, each of which holds one. */
export function saidIn(
  presentations: readonly (string | JsonObject)[],
  { credentials }: PresentationReport,
): Map<CredentialReport, OwnWords> {
  const presented = presentations.flatMap(credentialsIn)
  if (presented.length !== credentials.length) return new Map()
  return new Map(
    credentials.flatMap((credential, index) => {
      const words = isTheirOwn(credential) ? readOwnWords(presented[index] ?? '') : undefined
      return words === undefined ? [] : [[credential, words] as const]
    }),
  )
}

/** The verdict is that of the badges, where there are some: no city is asked to vouch for what a person says. */
function judgedByBadges(
  report: PresentationReport,
  said: ReadonlyMap<CredentialReport, OwnWords>,
): PresentationReport {
  const badges = report.credentials.filter((credential) => !said.has(credential))
  if (badges.length === 0) return report
  const verdicts = badges.map(({ verdict }) => verdict)
  const verdict = worstVerdict([verdictOf(report.checks, presentationChecks), ...verdicts])
  return { ...report, verdict }
}

const ownChecks: readonly CheckName[] = ['shape', 'proof', 'issuer-key', 'dates', 'holder-binding']

/** Who shows it signed it. That no city vouches for a person's own words is no fault of theirs. */
function isTheirOwn(report: CredentialReport | undefined): boolean {
  return ownChecks.every(
    (name) => report?.checks.find((check) => check.name === name)?.result === 'pass',
  )
}

function credentialsIn(presentation: string | JsonObject): JsonObject[] {
  try {
    return credentialsOf(readSecured(presentation).document).filter(isJsonObject)
  } catch (error) {
    if (isAppError(error)) return []
    throw error
  }
}
