import type { CanonicalizationBudget } from './canonicalization-budget.ts'
import type { Canonicalize } from './canonicalize.ts'
import type { CompiledCanonicalization } from './compiled/compiled-canonicalization.ts'
import type { WalkedParts } from './compiled/walked-parts.ts'

/**
 * Canonicalises with its work taken from one budget unless the caller brings another, and by the full algorithm one
 * document at a time: who sends many keeps nobody else waiting for more than one of them.
 */
export function withinBudget(
  canonicalize: Canonicalize,
  budget: CanonicalizationBudget,
): Canonicalize {
  const { compiled } = canonicalize
  let last: Promise<unknown> = Promise.resolve()
  const inTurn: Canonicalize = (document, options) => {
    const text = last
      .then(nextTurn)
      .then(() => canonicalize(document, { budget, ...options, isFull: true }))
    last = text.catch(() => undefined)
    return text
  }
  if (compiled === undefined) return inTurn
  const within: Canonicalize = async (document, options = {}) => {
    const isPlain = !options.isFull && (options.hash ?? 'sha-256') === 'sha-256'
    const text = isPlain ? compiled.text(document, options.budget ?? budget) : undefined
    return text ?? inTurn(document, options)
  }
  return Object.assign(within, { compiled: budgetedForm(compiled, budget) })
}

function budgetedForm(
  compiled: CompiledCanonicalization,
  budget: CanonicalizationBudget,
): CompiledCanonicalization {
  const parts: WalkedParts = new Map()
  return {
    ...compiled,
    text: (document, own = budget) => compiled.text(document, own, parts),
    hash: (document, own = budget) => compiled.hash(document, own, parts),
    hashConfiguration: (config, own = budget) => compiled.hashConfiguration(config, own),
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve))
}
