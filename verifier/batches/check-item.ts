import type { OwnWords } from '../../shared/cv/own-words.ts'
import type { Did } from '../../shared/did/did.ts'
import type { GuardedFetch } from '../../shared/node/guarded-fetch.ts'
import type { VerificationPolicy, VerificationPorts } from '../../shared/verify/ports.ts'
import type { CredentialReport, Verdict, VerificationReport } from '../../shared/verify/report.ts'
import { withinReach } from '../../shared/verify/within-reach.ts'
import { type CheckedGiven, checkGiven } from '../check/check-given.ts'
import { inTime, tooSlow } from '../check/in-time.ts'
import type { Problem } from '../check/problems.ts'
import type { BatchInput, RowProblem } from './batch-input.ts'

/** Whether the badges were given to who is said to bring them; it decides no verdict. */
export type NameBinding = 'matches' | 'differs' | 'not-stated' | 'not-asked'

/** What came of one row. */
export type ItemResult =
  | {
      outcome: Verdict
      report: VerificationReport
      /** What came with a shared CV. */
      ownWords?: OwnWords
      nameBinding: NameBinding
    }
  | { outcome: 'problem'; problem: Problem | RowProblem }

export type CheckItemPorts = {
  verification: VerificationPorts
  fetch: GuardedFetch
}

/** Less than the lease of a part: what takes longer is told as too slow. */
const secondsPerItem = 12

/** Checks one row. Keys, status lists and trust lists are read once for all rows, through the ports' caches. */
export async function checkItem(
  input: BatchInput,
  {
    trustedCities,
    reportedCities,
  }: { trustedCities?: readonly Did[]; reportedCities?: readonly Did[] },
  { verification, fetch }: CheckItemPorts,
): Promise<ItemResult> {
  if ('problem' in input) return { outcome: 'problem', problem: input.problem }
  const { expected } = input
  const given =
    'text' in input ? { text: input.text } : { bytes: Buffer.from(input.base64, 'base64') }
  const policy: VerificationPolicy = {
    ...(expected && { recipient: expected }),
    ...(trustedCities === undefined
      ? { required: [], ...(reportedCities && { trustedCities: reportedCities }) }
      : { trustedCities, required: ['accreditation', 'log'] }),
  }
  const ports = { fetch, verification: withinReach(verification) }
  return resultOf(
    await inTime(checkGiven(given, ports, policy), {
      maxMilliseconds: secondsPerItem * 1_000,
      late: tooSlow,
    }),
  )
}

function resultOf(checked: CheckedGiven): ItemResult {
  if (checked.outcome === 'problem') return { outcome: 'problem', problem: checked.problem }
  const { report, ownWords } = checked
  return {
    outcome: report.verdict,
    report,
    ...(ownWords && { ownWords }),
    nameBinding: bindingOf(badgesOf(report)),
  }
}

function badgesOf(report: VerificationReport): readonly CredentialReport[] {
  return report.kind === 'credential' ? [report] : report.credentials
}

/** One badge of somebody else counts more than many of theirs. */
function bindingOf(badges: readonly CredentialReport[]): NameBinding {
  const codes = badges.map(
    ({ checks }) => checks.find(({ name }) => name === 'recipient')?.code ?? 'not_asked',
  )
  if (codes.includes('differs')) return 'differs'
  if (codes.includes('matches')) return 'matches'
  return codes.includes('not_stated') ? 'not-stated' : 'not-asked'
}
