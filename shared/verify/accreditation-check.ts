import { encodeBase64url } from '../did/base-encoding.ts'
import { type Did, isDid } from '../did/did.ts'
import { jwkThumbprint, publicKeyToJwk, type VerifyingKey } from '../did/public-key.ts'
import type { JsonObject } from '../json/json.ts'
import { awardLeaf } from '../trust/log-proof.ts'
import { findNamedCity } from '../trust/named-city.ts'
import type { AwardAnswer, TrustRoute } from '../trust/trust-reader.ts'
import { achievementPlace } from './achievement-place.ts'
import { check } from './check.ts'
import { checkCodes } from './check-codes.ts'
import type { KeyLookup } from './key-query.ts'
import type { PresentedLogProofs, VerificationPolicy, VerificationPorts } from './ports.ts'
import type { Check, CredentialReport } from './report.ts'
import { mustBeAccredited } from './required-checks.ts'
import { achievementIdOf } from './summary.ts'
import { idOf } from './values.ts'

export type Accreditation = Pick<CredentialReport, 'via' | 'logPosition'> & {
  checks: [accreditation: Check, log: Check]
}

export type AccreditationContext = {
  policy: VerificationPolicy
  ports: Pick<VerificationPorts, 'trust' | 'resolveDid'>
  logProofs?: PresentedLogProofs
  at: Date
}

/**
 * Does a city that the policy trusts vouch for the issuer and this badge, and did its log know the award? Where no
 * city has to, the badge should at least be the issuer's own.
 */
export async function checkAccreditation(
  document: JsonObject,
  issuer: string,
  signer: Exclude<KeyLookup, { outcome: 'refused' }>,
  context: AccreditationContext,
): Promise<Accreditation> {
  const { policy } = context
  const isAsked = policy.trustedCities !== undefined || policy.asksNamedCity === true
  const asked = isAsked ? await askCities(document, issuer, signer, context) : notAsked()
  const place = achievementPlace(achievementIdOf(document), issuer)
  const isOfAnother = policy.asksForBadgesById === true ? place !== 'home' : place === 'elsewhere'
  const [{ code, result }, log] = asked.checks
  const mayBeVouchedFor = result === 'pass' || result === 'unknown'
  if (mustBeAccredited(policy) || !isOfAnother || mayBeVouchedFor) return asked
  const { meaning } = checkCodes.accreditation.achievement_of_another
  return {
    ...asked,
    checks: [check('accreditation', 'achievement_of_another', `${meaning} (${code})`), log],
  }
}

function notAsked(): Accreditation {
  return { checks: [check('accreditation', 'not_asked'), check('log', 'not_asked')] }
}

async function askCities(
  document: JsonObject,
  issuer: string,
  signer: Exclude<KeyLookup, { outcome: 'refused' }>,
  { policy, ports, logProofs, at }: AccreditationContext,
): Promise<Accreditation> {
  const trustedCities = await citiesToAsk(issuer, policy, ports)
  if (trustedCities === undefined) return notAsked()
  if (ports.trust === undefined || !isDid(issuer)) {
    const checks = [
      check('accreditation', 'trust_list_unavailable'),
      check('log', 'log_unavailable'),
    ] as const
    return { checks: [...checks] }
  }
  const credentialId = idOf(document.id)
  const achievementId = achievementIdOf(document)
  const logProof = logProofs?.get(leafOf(credentialId, achievementId))
  const answer = await ports.trust.judge({
    issuer,
    achievementId,
    credentialId,
    keyThumbprint: thumbprintOf(signer.key.publicKey),
    isKeyRevoked: signer.outcome === 'revoked',
    trustedCities,
    ...(logProof !== undefined && { logProof }),
    at,
  })
  return accreditationOf(answer)
}

/** Cities that the policy trusts; where it trusts none, the one that the issuer itself names. */
async function citiesToAsk(
  issuer: string,
  { trustedCities }: VerificationPolicy,
  { resolveDid }: Pick<VerificationPorts, 'resolveDid'>,
): Promise<readonly Did[] | undefined> {
  if (trustedCities !== undefined || !isDid(issuer)) return trustedCities
  const city = await findNamedCity(issuer, resolveDid)
  return city === undefined ? undefined : [city]
}

/** Trust lists name no key of further kinds: how such a one ended, the issuer's own document says. */
function thumbprintOf(key: VerifyingKey): string {
  const isFurther = key.curve === 'P-384' || key.curve === 'RSA'
  return isFurther ? '' : jwkThumbprint(publicKeyToJwk(key))
}

function leafOf(credentialId = '', achievementId = ''): string {
  return encodeBase64url(awardLeaf(credentialId, achievementId))
}

function accreditationOf({ accreditation, log, via, position }: AwardAnswer): Accreditation {
  const { meaning } = checkCodes.accreditation[accreditation]
  const detail = via === undefined ? meaning : `${meaning} (${routeText(via)})`
  return {
    checks: [check('accreditation', accreditation, detail), check('log', log)],
    ...(via && { via }),
    ...(position && { logPosition: position }),
  }
}

function routeText({ city, recognised }: TrustRoute): string {
  return recognised === undefined ? city.did : `${recognised.did}, recognised by ${city.did}`
}
