import type { CheckCode } from './check-codes.ts'
import type { Check, CredentialReport, VerificationReport } from './report.ts'

/** Somebody did not answer just now: the same question may be answered later. */
const unreached: ReadonlySet<CheckCode> = new Set([
  'issuer_unreachable',
  'holder_unreachable',
  'list_unreachable',
  'hosted_unreachable',
  'trust_list_unavailable',
  'log_unavailable',
] as const)

/** Is something unknown that may be known once another host answers again? */
export function isUnreached(report: VerificationReport): boolean {
  if (report.kind === 'credential') return isCredentialUnreached(report)
  return hasUnreached(report.checks) || report.credentials.some(isCredentialUnreached)
}

function isCredentialUnreached({ verdict, checks }: CredentialReport): boolean {
  return verdict === 'unknown' && hasUnreached(checks)
}

function hasUnreached(checks: readonly Check[]): boolean {
  return checks.some(({ result, code }) => result === 'unknown' && unreached.has(code))
}
