import type { OpenBadge2 } from '../../credential/open-badge-2.ts'
import { isJsonObject, type JsonObject } from '../../json/json.ts'
import { achievementPlace } from '../achievement-place.ts'
import { check, completeChecks } from '../check.ts'
import { checkNames } from '../check-names.ts'
import { isFuture, isPast } from '../dates-check.ts'
import { type Moment, momentOf } from '../moment.ts'
import type { VerificationPolicy, VerificationPorts } from '../ports.ts'
import { checkRecipient } from '../recipient-check.ts'
import { type Check, type CredentialReport, verdictOf } from '../report.ts'
import { reportOpenBadge2, summariseOpenBadge2 } from '../report-open-badge-2.ts'
import { requiredChecks } from '../required-checks.ts'
import { listOf } from '../values.ts'
import { checkHosted, type Findings } from './hosted.ts'
import { isProvenBy, isWebAddress } from './parts.ts'
import type { OpenBadge2Port } from './port.ts'
import { isOnHostOf } from './scope.ts'
import { checkSigned } from './signed.ts'

/**
 * Verifies an Open Badge 2.0, or of version 1, under the same checks as all badges. Where nobody may be asked, it is
 * only read and labelled.
 */
export async function verifyOpenBadge2(
  badge: OpenBadge2,
  {
    ports: { openBadges2, clock },
    policy = {},
  }: {
    ports: Pick<VerificationPorts, 'openBadges2' | 'clock'>
    policy?: VerificationPolicy
  },
): Promise<CredentialReport> {
  if (openBadges2 === undefined) return reportOpenBadge2(badge, clock)
  const moment = momentOf(clock(), policy.clockSkewSeconds)
  const found = await checkOrigin(badge, openBadges2)
  const credential = summariseOpenBadge2(found.badge)
  const more = isProven(found.checks) ? await checkMore(found.badge, policy, moment) : []
  const checks = completeChecks([...found.checks, ...more], checkNames)
  return {
    kind: 'credential',
    verdict: verdictOf(checks, requiredChecks(policy, credential)),
    checks,
    credential,
    securedWith: `open-badge-2-${badge.securing}`,
    checkedAt: moment.now.toISOString(),
  }
}

/** Says the badge of itself how it is proven, and does it come in that form? */
function checkOrigin(badge: OpenBadge2, port: OpenBadge2Port): Promise<Findings> | Findings {
  const { assertion, securing } = badge
  if (isProvenBy(securing, assertion)) {
    return securing === 'signed' ? checkSigned(badge, port) : checkHosted(badge, port)
  }
  const isSigned = isProvenBy('signed', assertion)
  const proof = check('proof', isSigned ? 'missing' : 'unsupported')
  return { badge, checks: [check('shape', 'ok'), proof] }
}

function isProven(checks: readonly Check[]): boolean {
  return (['shape', 'proof', 'issuer-key'] as const).every((name) =>
    checks.some((made) => made.name === name && made.result === 'pass'),
  )
}

async function checkMore(
  badge: OpenBadge2,
  policy: VerificationPolicy,
  moment: Moment,
): Promise<Check[]> {
  const recipient = await checkRecipient(asSubject(badge.assertion), policy.recipient)
  const endorsed = [badge.assertion, badge.badgeClass, badge.issuer].some(
    ({ endorsement }) => listOf(endorsement).length > 0,
  )
  return [
    checkDates(badge, moment),
    ...checkCities(badge, policy),
    check('holder-binding', 'not_asked'),
    recipient,
    check('endorsements', endorsed ? 'endorsement_unknown' : 'none'),
  ]
}

function checkDates({ assertion, issuedOn, expires }: OpenBadge2, moment: Moment): Check {
  if (assertion.expires !== undefined && expires === undefined) return check('dates', 'malformed')
  if (issuedOn === undefined) return check('dates', 'malformed')
  if (isFuture(new Date(issuedOn), moment)) return check('dates', 'not_yet_valid')
  const hasExpired = expires !== undefined && isPast(new Date(expires), moment)
  return check('dates', hasExpired ? 'expired' : 'ok')
}

/** Cities vouch for issuers by DID and for awards in their log: these badges have neither, however often one asks. */
function checkCities({ badgeClass, issuer }: OpenBadge2, policy: VerificationPolicy): Check[] {
  const { id } = badgeClass
  if (policy.trustedCities !== undefined) {
    return [check('accreditation', 'not_in_log'), check('log', 'not_logged')]
  }
  const classId = typeof id === 'string' ? id : undefined
  const isOnOwnHost = !isWebAddress(classId) || isOnHostOf(classId, issuer)
  const isOwn = policy.asksForBadgesById
    ? achievementPlace(classId, String(issuer.id)) === 'home'
    : isOnOwnHost
  const accreditation = check('accreditation', isOwn ? 'not_asked' : 'achievement_of_another')
  return [accreditation, check('log', 'not_asked')]
}

/** The recipient as Open Badges 3.0 writes it, whose hash is made in the same way. */
function asSubject({ recipient }: JsonObject): JsonObject {
  const { type, identity, hashed, salt } = isJsonObject(recipient) ? recipient : {}
  const isEmail = listOf(type).some((each) =>
    /^(?:email|https?:\/\/schema\.org\/email)$/.test(String(each)),
  )
  const identityType = isEmail ? 'emailAddress' : 'ext:other'
  const identifier = {
    identityType,
    identityHash: identity,
    hashed,
    ...(salt !== undefined && { salt }),
  }
  return { credentialSubject: { identifier } }
}
