import type { CanonicalizationBudget } from './canonicalization-budget.ts'
import type { Canonicalize } from './canonicalize.ts'

/**
 * Canonicalises with its work taken from one budget unless the caller brings another, and one document at a time: who
 * sends many keeps nobody else waiting for more than one of them.
 */
export function withinBudget(
  canonicalize: Canonicalize,
  budget: CanonicalizationBudget,
): Canonicalize {
  let last: Promise<unknown> = Promise.resolve()
  return (document, options) => {
    const text = last.then(nextTurn).then(() => canonicalize(document, { budget, ...options }))
    last = text.catch(() => undefined)
    return text
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve))
}
