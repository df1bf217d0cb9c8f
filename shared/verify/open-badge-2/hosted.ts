import { asObject, type OpenBadge2 } from '../../credential/open-badge-2.ts'
import { isJsonObject, type JsonObject } from '../../json/json.ts'
import { check } from '../check.ts'
import type { CheckCode } from '../check-codes.ts'
import type { Check } from '../report.ts'
import { asHosted, isProvenBy, isWebAddress, readWhole } from './parts.ts'
import type { OpenBadge2Port } from './port.ts'
import { isOnHostOf, isWithinScope } from './scope.ts'

/** What was found out, and the badge as far as its own hosts told it. */
export type Findings = { badge: OpenBadge2; checks: Check[] }

/**
 * A hosted badge is what stands at its address, if its issuer says that its badges stand there. What was given only
 * tells the address; but where it says something else of who earned what and when, it is not that badge.
 * @see https://www.imsglobal.org/sites/default/files/Badges/OBv2p0Final/index.html#HostedBadge
 */
export async function checkHosted(given: OpenBadge2, port: OpenBadge2Port): Promise<Findings> {
  const { id } = given
  if (!isWebAddress(id)) {
    const detail = 'Assertion.id must be the address of a hosted badge'
    return { badge: given, checks: [check('shape', 'badge_invalid', detail)] }
  }
  const fetched = await port.fetchPart(id)
  if (fetched.outcome === 'unavailable') return proofOnly(given, 'hosted_unreachable')
  if (fetched.outcome === 'refused') return proofOnly(given, 'hosted_not_found')
  if (fetched.outcome === 'gone' || fetched.document.revoked === true) {
    return { badge: given, checks: [check('status', 'revoked')] }
  }
  const hosted = asHosted(given, fetched.document)
  if (hosted === undefined || hosted.id !== id || isOfOther(given, hosted)) {
    return proofOnly(given, 'hosted_differs')
  }

  if (!isProvenBy('hosted', hosted.assertion)) return proofOnly(given, 'unsupported')
  const { badge, problem } = await readWhole(hosted, port)
  const proof = check('proof', 'hosted')
  if (problem !== undefined) {
    const isShape = problem.name === 'shape'
    return { badge, checks: isShape ? [problem] : [check('shape', 'ok'), proof, problem] }
  }
  const classId = badge.badgeClass.id
  const isIssuers =
    isWithinScope(id, badge.issuer) && (!isWebAddress(classId) || isOnHostOf(classId, badge.issuer))
  const place = check('issuer-key', isIssuers ? 'host_of_issuer' : 'host_of_another')
  const status = isIssuers ? [check('status', 'ok', 'The host does not call it revoked.')] : []
  return { badge, checks: [check('shape', 'ok'), proof, place, ...status] }
}

function proofOnly(badge: OpenBadge2, code: CheckCode<'proof'>): Findings {
  return { badge, checks: [check('shape', 'ok'), check('proof', code)] }
}

/** Who, what and when. The rest may have been put right since the badge was downloaded. */
function isOfOther(given: OpenBadge2, hosted: OpenBadge2): boolean {
  const decisive = [given, hosted].map(({ assertion, issuedOn }) =>
    JSON.stringify([identityIn(assertion), asObject(assertion.badge).id ?? null, issuedOn]),
  )
  return decisive[0] !== decisive[1]
}

function identityIn({ recipient }: JsonObject): unknown {
  return isJsonObject(recipient) ? [recipient.identity, recipient.salt] : recipient
}
