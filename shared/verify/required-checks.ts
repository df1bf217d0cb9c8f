import { achievementPlace } from './achievement-place.ts'
import type { CheckName } from './check-names.ts'
import type { VerificationPolicy } from './ports.ts'
import type { CredentialSummary } from './report.ts'

/** No policy drops these: without them nothing is proven. */
const always: readonly CheckName[] = [
  'shape',
  'proof',
  'issuer-key',
  'dates',
  'status',
  'holder-binding',
]

/**
 * The checks that decide the verdict on a credential, of which so much is known. What others say in praise of a badge
 * is reported beside: their host may be gone while the badge is what it was.
 */
export function requiredChecks(
  policy: VerificationPolicy,
  credential?: Pick<CredentialSummary, 'issuer' | 'achievement'>,
): CheckName[] {
  const required = requiredByPolicy(policy)
  if (!policy.asksForBadgesById || required.includes('accreditation')) return required
  const place = achievementPlace(credential?.achievement?.id, credential?.issuer.id ?? '')
  return place === 'home' ? required : [...required, 'accreditation']
}

function requiredByPolicy(policy: VerificationPolicy): CheckName[] {
  if (policy.required) return [...new Set([...always, ...policy.required])]
  return [
    ...always,
    ...(policy.recipient ? (['recipient'] as const) : []),
    ...(policy.trustedCities ? (['accreditation', 'log'] as const) : []),
  ]
}

/** Has a trusted city to vouch for every badge, whoever's it is? */
export function mustBeAccredited(policy: VerificationPolicy): boolean {
  return policy.trustedCities !== undefined && requiredByPolicy(policy).includes('accreditation')
}

/** May cities decide anything? Where their word is only reported, it cannot make up for what is missing. */
export function citiesDecide(policy: VerificationPolicy): boolean {
  const required = requiredByPolicy(policy)
  return required.includes('accreditation') && required.includes('log')
}

/** A presentation's own checks: the rest is said of each credential in it. */
export const presentationChecks: readonly CheckName[] = [
  'shape',
  'proof',
  'dates',
  'holder-binding',
]
