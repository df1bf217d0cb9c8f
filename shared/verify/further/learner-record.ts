import { isJsonObject, type JsonObject } from '../../json/json.ts'
import { check } from '../check.ts'
import { learnerRecordType, unopened, withCheck } from '../learner-record.ts'
import { maxCredentials } from '../limits.ts'
import { type CredentialOutcome, type CredentialReport, worstVerdict } from '../report.ts'
import { hasType, listOf, objectsOf } from '../values.ts'

/**
 * A comprehensive learner record holds credentials of several issuers. Whoever made the record vouches for the
 * collection; each credential stands on its own issuer, so each is verified and the record is as good as the worst of
 * them. Only of a record that its own issuer signed is anything inside asked about, and records inside records are not
 * opened.
 * @see https://www.imsglobal.org/spec/clr/v2p0/#clrcredential
 */
export async function withHeldCredentials(
  { report, document = {} }: CredentialOutcome,
  verify: (held: string | JsonObject) => Promise<CredentialOutcome>,
): Promise<CredentialReport> {
  if (!hasType(document, learnerRecordType) || !isSignedByIssuer(report)) return report
  const held = objectsOf(document.credentialSubject).flatMap((subject) =>
    listOf(subject.verifiableCredential),
  )
  if (held.length > maxCredentials) return withTooMany(report)
  const outcomes = await Promise.all(
    held.map((each) => verify(typeof each === 'string' || isJsonObject(each) ? each : '')),
  )
  const credentials = outcomes.map(unopened)
  const verdicts = credentials.map(({ verdict }) => verdict)
  const { verdict: ownVerdict } = report
  return {
    ...report,
    verdict: worstVerdict([ownVerdict, ...verdicts]),
    held: { ownVerdict, credentials },
  }
}

function isSignedByIssuer({ checks }: CredentialReport): boolean {
  return ['proof', 'issuer-key'].every((name) =>
    checks.some((made) => made.name === name && made.result === 'pass'),
  )
}

function withTooMany(report: CredentialReport): CredentialReport {
  const checks = withCheck(report.checks, check('shape', 'too_many_credentials'))
  return { ...report, verdict: 'invalid', checks }
}
