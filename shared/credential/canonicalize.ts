import jsonld, { type Quad } from 'jsonld'
import rdfCanonize from 'rdf-canonize'
import { AppError, isAppError } from '../errors/app-error.ts'
import type { CanonicalizationBudget } from './canonicalization-budget.ts'
import {
  createDigests,
  inCodePointOrder,
  inUtf16Order,
  isOrderSensitive,
} from './code-point-order.ts'
import { countCompactDocument, readContextTerms } from './compact-document.ts'
import type { CompiledCanonicalization } from './compiled/compiled-canonicalization.ts'
import { createDocumentLoader, pinnedContexts } from './contexts.ts'
import type { HashName } from './cryptosuites/cryptosuites.ts'

export type CanonicalizeOptions = {
  /** `utf-16` is the order some libraries sort in; the specification's is by code point. */
  order?: 'code-point' | 'utf-16'
  /** That tells blank nodes apart. Default SHA-256. @see https://www.w3.org/TR/rdf-canon/#dfn-hash-algorithm */
  hash?: HashName
  /** Shared by all documents that somebody sent at once. */
  budget?: CanonicalizationBudget
  /** By the full algorithm alone: it has the last word. */
  isFull?: boolean
}

/**
 * The canonical N-Quads (RDFC-1.0) of a JSON-LD document whose every member is defined. Throws
 * `context_unknown`, `canonicalization_budget_spent`, or `canonicalization_failed` for what would not be signed
 * or takes too long.
 */
export type Canonicalize = {
  (document: object, options?: CanonicalizeOptions): Promise<string>
  /** What most documents need no more than, at once. */
  compiled?: CompiledCanonicalization
}

export type CanonicalizeLimits = {
  /** More pinned contexts than the built-in ones, by URL. */
  contexts?: ReadonlyMap<string, object>
  /** A document may bring contexts of its own, as long as they give no second name to what has one. Default false. */
  takesInlineContexts?: boolean
  maxDepth?: number
  /** Objects and arrays in the document. */
  maxNodes?: number
  /**
   * Hashes that telling blank nodes apart may take. An honest document needs about one a blank node; a poison
   * graph needs exponentially many. The library's own time limit is not looked at while it works on the worst.
   * @see https://www.w3.org/TR/rdf-canon/#dataset-poisoning
   */
  maxHashes?: number
  /** Asked first; without it every document goes through the full algorithm. */
  compiled?: CompiledCanonicalization
}

export function createCanonicalize(limits: CanonicalizeLimits = {}): Canonicalize {
  const { maxDepth = 64, maxNodes = 10_000, maxHashes = 20_000, compiled } = limits
  const contexts = new Map([...pinnedContexts, ...(limits.contexts ?? [])])
  const { takesInlineContexts = false } = limits
  const terms = readContextTerms(contexts.values())
  const rules = { contexts, takesInlineContexts, maxDepth, maxNodes, terms }
  // an instance of its own, so that no other user of the library can put a context into its cache
  const processor = jsonld()
  const documentLoader = createDocumentLoader(contexts)

  const canonicalize: Canonicalize = async (document, options = {}) => {
    const { order = 'code-point', hash = 'sha-256', budget, isFull = false } = options
    const text = isFull || hash !== 'sha-256' ? undefined : compiled?.text(document, budget)
    if (text !== undefined) return text
    const nodes = countCompactDocument(document, rules)
    budget?.spendNodes(nodes)
    try {
      const quads = await processor.toRDF(document, {
        base: null,
        documentLoader,
        produceGeneralizedRdf: false,
        rdfDirection: 'i18n-datatype',
        safe: true,
      })
      return await canonicalQuads(quads, order, { hash, maxHashes, budget })
    } catch (cause) {
      if (isAppError(cause)) throw cause
      const problem =
        'has a member that its contexts do not define, or cannot be put into canonical form'
      throw new AppError('canonicalization_failed', `The document ${problem}`, { cause })
    }
  }
  return compiled ? Object.assign(canonicalize, { compiled }) : canonicalize
}

/** The library sorts by UTF-16 unit: where that matters, strings are mapped so that both orders are the same. */
async function canonicalQuads(
  quads: readonly Quad[],
  order: 'code-point' | 'utf-16',
  work: { hash: HashName; maxHashes: number; budget: CanonicalizationBudget | undefined },
): Promise<string> {
  const isMapped = order === 'code-point' && isOrderSensitive(textOf(quads))
  const createMessageDigest = createDigests({ ...work, isMapped })
  const options = { algorithm: 'RDFC-1.0', maxWorkFactor: Infinity, createMessageDigest } as const
  if (!isMapped) return rdfCanonize.canonize(quads, options)
  return inUtf16Order(await rdfCanonize.canonize(quads.map(inCodePointOrder), options))
}

function textOf(quads: readonly Quad[]): string {
  return quads.map(({ subject, object }) => subject.value + object.value).join('')
}
