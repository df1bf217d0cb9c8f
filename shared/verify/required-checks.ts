import type { VerificationPolicy } from './ports.ts'
import type { CheckName } from './report.ts'

/** No policy drops these: without them nothing is proven. */
const always: readonly CheckName[] = [
  'shape',
  'proof',
  'issuer-key',
  'dates',
  'status',
  'holder-binding',
]

/** The checks that decide the verdict on a credential. */
export function requiredChecks(policy: VerificationPolicy): CheckName[] {
  if (policy.required) return [...new Set([...always, ...policy.required])]
  return [
    ...always,
    'endorsements',
    ...(policy.recipient ? (['recipient'] as const) : []),
    ...(policy.trustedCities ? (['accreditation', 'log'] as const) : []),
  ]
}

/** May cities decide anything? Where their word is only reported, it cannot make up for what is missing. */
export function citiesDecide(policy: VerificationPolicy): boolean {
  const required = requiredChecks(policy)
  return required.includes('accreditation') && required.includes('log')
}

/** A presentation's own checks: the rest is said of each credential in it. */
export const presentationChecks: readonly CheckName[] = [
  'shape',
  'proof',
  'dates',
  'holder-binding',
]
