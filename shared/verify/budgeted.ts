import {
  type CanonicalizationBudget,
  createCanonicalizationBudget,
} from '../credential/canonicalization-budget.ts'
import { withinBudget } from '../credential/within-budget.ts'
import { isAppError } from '../errors/app-error.ts'
import { canonicalizationLimits } from './limits.ts'
import type { ElsewhereOutcome, VerificationPorts, VerifyElsewhere } from './ports.ts'

/** The ports for one piece of work: whatever is sent together shares one budget of canonicalisation. */
export function budgeted<Ports extends Pick<VerificationPorts, 'canonicalize' | 'verifyElsewhere'>>(
  ports: Ports,
  limits: typeof canonicalizationLimits = canonicalizationLimits,
): Ports {
  const budget = createCanonicalizationBudget(limits)
  const { canonicalize, verifyElsewhere } = ports
  return {
    ...ports,
    canonicalize: withinBudget(canonicalize, budget),
    ...(verifyElsewhere && { verifyElsewhere: accountedFor(verifyElsewhere, budget) }),
  }
}

/** What was done elsewhere is taken from the same budget; what it does not cover does not count as verified. */
function accountedFor(
  verifyElsewhere: VerifyElsewhere,
  budget: CanonicalizationBudget,
): VerifyElsewhere {
  return async (shown, context) => {
    const outcomes = await verifyElsewhere(shown, context)
    return outcomes.map((outcome) => (outcome && isCovered(outcome, budget) ? outcome : undefined))
  }
}

function isCovered({ work }: ElsewhereOutcome, budget: CanonicalizationBudget): boolean {
  try {
    budget.spendNodes(work.nodes)
    budget.spendHash(work.hashes)
    return true
  } catch (error) {
    if (isAppError(error)) return false
    throw error
  }
}
