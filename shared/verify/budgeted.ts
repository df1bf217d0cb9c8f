import { createCanonicalizationBudget } from '../credential/canonicalization-budget.ts'
import { withinBudget } from '../credential/within-budget.ts'
import { canonicalizationLimits } from './limits.ts'
import type { VerificationPorts } from './ports.ts'

/** The ports for one piece of work: whatever is sent together shares one budget of canonicalisation. */
export function budgeted<Ports extends Pick<VerificationPorts, 'canonicalize'>>(
  ports: Ports,
  limits: typeof canonicalizationLimits = canonicalizationLimits,
): Ports {
  const budget = createCanonicalizationBudget(limits)
  return { ...ports, canonicalize: withinBudget(ports.canonicalize, budget) }
}
