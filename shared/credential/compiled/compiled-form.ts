import { isJsonObject } from '../../json/json.ts'
import type { CanonicalizationBudget } from '../canonicalization-budget.ts'
import { isOrderSensitive } from '../code-point-order.ts'
import { gaveUp } from './active-context.ts'
import { canonicalForm, type HashText } from './first-degree.ts'
import { dropRepeats, type Statements } from './statements.ts'
import { compileContexts } from './term-tables.ts'
import { walk } from './walk.ts'
import type { WalkedParts } from './walked-parts.ts'

/**
 * The canonical N-Quads of a document by compiled contexts: to the byte what the full algorithm makes of it, or
 * undefined where it cannot be told like this, be the document good or not.
 * @param parts of documents that hold one another, so that none is read twice
 */
export type CompiledForm = (
  document: object,
  budget?: CanonicalizationBudget,
  parts?: WalkedParts,
) => string | undefined

/** Throws TypeError for a context that uses a feature of JSON-LD that is not compiled. */
export function compileForm(
  contexts: ReadonlyMap<string, object>,
  { hash }: { hash: HashText },
): CompiledForm {
  const rootTable = compileContexts(contexts)

  return (document, budget, parts) => {
    if (!isJsonObject(document)) return undefined
    try {
      budget?.spendNodes(0)
      const { statements, nodes } = walk(document, rootTable, parts)
      const text = textOf(statements, (lines) => {
        budget?.spendHash()
        return hash(lines)
      })
      // what is given up is spent when the full algorithm reads it
      if (text !== undefined) budget?.spendNodes(nodes)
      return text
    } catch (error) {
      if (error === gaveUp) return undefined
      throw error
    }
  }
}

const surrogate = /[\uD800-\uDFFF]/
const loneSurrogate = /\p{Surrogate}/u

function textOf(statements: Statements, hash: HashText): string | undefined {
  if (statements.count === 0) return undefined
  const form = canonicalForm(statements, hash)
  if (form === undefined || form.isRepeated) return repeatedText(statements, hash)
  return wellFormed(form.text)
}

/** What was said twice is said once, and changes how blank nodes are called. */
function repeatedText(statements: Statements, hash: HashText): string | undefined {
  if (!dropRepeats(statements)) return undefined
  const form = canonicalForm(statements, hash)
  return form && wellFormed(form.text)
}

/** Strings sort here by UTF-16 unit: where that is not the order by code point, both are for the full algorithm. */
function wellFormed(text: string): string | undefined {
  if (!surrogate.test(text)) return text
  return loneSurrogate.test(text) || isOrderSensitive(text) ? undefined : text
}
