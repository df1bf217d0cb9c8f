import { AppError } from '../errors/app-error.ts'

/** Work that several documents may cause together: it is spent before it is done, and never given back. */
export type CanonicalizationBudget = {
  /** Objects and arrays to read. */
  spendNodes(count: number): void
  /** A hash to tell blank nodes apart, or several. */
  spendHash(count?: number): void
}

/** Both throw `canonicalization_budget_spent` from then on when either is used up. */
export function createCanonicalizationBudget(limits: {
  maxNodes: number
  maxHashes: number
}): CanonicalizationBudget {
  let nodes = limits.maxNodes
  let hashes = limits.maxHashes
  function assertLeft(): void {
    if (nodes >= 0 && hashes >= 0) return
    const message = 'Putting the documents into canonical form is more work than is done at once'
    throw new AppError('canonicalization_budget_spent', message)
  }
  return {
    spendNodes(count) {
      nodes -= count
      assertLeft()
    },
    spendHash(count = 1) {
      hashes -= count
      assertLeft()
    },
  }
}
