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

/** A presentation's own checks: the rest is said of each credential in it. */
export const presentationChecks: readonly CheckName[] = [
  'shape',
  'proof',
  'dates',
  'holder-binding',
]
