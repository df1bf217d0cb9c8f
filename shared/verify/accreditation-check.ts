import type { JsonObject } from '../credential/json.ts'
import { isDid } from '../did/did.ts'
import { check } from './check.ts'
import type { VerificationPolicy, VerificationPorts } from './ports.ts'
import type { Check } from './report.ts'
import { summarise } from './summary.ts'

/** Does a city that the policy trusts vouch for the issuer and this badge, and did its log know the award? */
export async function checkAccreditation(
  document: JsonObject,
  issuer: string,
  policy: VerificationPolicy,
  ports: Pick<VerificationPorts, 'trust'>,
  at: Date,
): Promise<[accreditation: Check, log: Check]> {
  const { trustedCities } = policy
  if (trustedCities === undefined) {
    return [check('accreditation', 'not_asked'), check('log', 'not_asked')]
  }
  if (ports.trust === undefined || !isDid(issuer)) {
    return [check('accreditation', 'trust_list_unavailable'), check('log', 'log_unavailable')]
  }
  const { id: credentialId, achievement } = summarise(document)
  const answer = await ports.trust.accreditation({
    issuer,
    achievementId: achievement?.id,
    credentialId,
    trustedCities,
    at,
  })
  return [
    check('accreditation', answer.accreditation.code, answer.accreditation.detail),
    check('log', answer.log.code, answer.log.detail),
  ]
}
