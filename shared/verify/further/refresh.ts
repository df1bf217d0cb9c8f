import { validityOf } from '../../credential/data-model-version.ts'
import { parseDateTimeStamp } from '../../credential/date-time-stamp.ts'
import { parseUrl } from '../../did/url.ts'
import type { JsonObject } from '../../json/json.ts'
import type { CheckName } from '../check-names.ts'
import type { VerificationPorts } from '../ports.ts'
import type { CredentialOutcome } from '../report.ts'
import { hasType, idOf, objectsOf } from '../values.ts'

/**
 * Asks the issuer once for a newer version, where the credential that it signed says so. What comes back counts only as
 * the same credential: of the same id, issuer and recipient, by the issuer's own key, and no older. Otherwise, and where
 * the issuer took the credential back, what was given stands.
 * @see https://www.imsglobal.org/spec/vccr/v1p0/
 */
export async function refresh(
  outcome: CredentialOutcome,
  verify: (other: string) => Promise<CredentialOutcome>,
  { fetchStatusList: fetchText }: Pick<VerificationPorts, 'fetchStatusList'>,
): Promise<CredentialOutcome> {
  const { document, report } = outcome
  const services = objectsOf(document?.refreshService)
  const service = services.find((each) => hasType(each, '1EdTechCredentialRefresh'))
  const url = idOf(service)
  const isAsked = isSigned(outcome) && !hasFailed(outcome, 'status')
  if (!isAsked || url === undefined || hasFailed(outcome, 'holder-binding')) return outcome
  const fetched = await fetchText(url)
  if (fetched.outcome !== 'fetched') return outcome
  const newer = await verify(fetched.body.trim())
  if (!isSigned(newer) || !isSame(document, newer.document)) return outcome
  const from = parseUrl(url)?.host ?? ''
  return { ...newer, report: { ...newer.report, refreshed: { from, before: report.verdict } } }
}

function isSigned({ report }: CredentialOutcome): boolean {
  const needed: CheckName[] = ['shape', 'proof', 'issuer-key']
  return needed.every((name) =>
    report.checks.some((check) => check.name === name && check.result === 'pass'),
  )
}

function hasFailed({ report }: CredentialOutcome, name: CheckName): boolean {
  return report.checks.some((check) => check.name === name && check.result === 'fail')
}

function isSame(one: JsonObject = {}, other: JsonObject = {}): boolean {
  const id = idOf(one.id)
  const [from] = [one, other].map(startOf)
  return (
    id !== undefined &&
    id === idOf(other.id) &&
    idOf(one.issuer) === idOf(other.issuer) &&
    subjectsOf(one) === subjectsOf(other) &&
    (from === undefined || from <= (startOf(other) ?? Number.NEGATIVE_INFINITY))
  )
}

function subjectsOf({ credentialSubject }: JsonObject): string {
  return JSON.stringify(objectsOf(credentialSubject).map(({ id, identifier }) => [id, identifier]))
}

function startOf(document: JsonObject): number | undefined {
  return parseDateTimeStamp(validityOf(document).from[0])?.getTime()
}
