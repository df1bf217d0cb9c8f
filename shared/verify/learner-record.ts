import { check } from './check.ts'
import {
  type Check,
  type CredentialOutcome,
  type CredentialReport,
  worstVerdict,
} from './report.ts'
import { hasType } from './values.ts'

/**
 * The type of a comprehensive learner record, which holds credentials of several issuers.
 * @see https://www.imsglobal.org/spec/clr/v2p0/#clrcredential
 */
export const learnerRecordType = 'ClrCredential'

/** The report on a credential by itself: of a record that is not all, and nobody looked at what it holds. */
export function unopened({ report, document = {} }: CredentialOutcome): CredentialReport {
  if (!hasType(document, learnerRecordType)) return report
  const checks = withCheck(report.checks, check('shape', 'held_unchecked'))
  return { ...report, verdict: worstVerdict([report.verdict, 'unknown']), checks }
}

/** In the place of the check of that name, if that one passed. */
export function withCheck(checks: readonly Check[], made: Check): Check[] {
  return checks.map((each) => (each.name === made.name && each.result === 'pass' ? made : each))
}
