import type { Canonicalize } from '../../../shared/credential/canonicalize.ts'
import { AppError } from '../../../shared/errors/app-error.ts'
import { lazyPart } from './lazy-part.ts'

/**
 * JSON-LD is large, and only badges with a Data Integrity proof need it: loaded when the first of them comes. Where it
 * cannot be loaded, offline say, their proofs are unknown: a badge that has just come is kept all the same.
 * Throws `canonicalization_unavailable`, and what canonicalisation throws.
 */
export function lazyCanonicalize(
  loadPart: () => Promise<CanonicalizePart> = importPart,
): Canonicalize {
  const load = lazyPart(async () => (await loadPart()).createCanonicalize())
  return async (document, options) => {
    const canonicalize = await load().catch((cause) => {
      throw new AppError('canonicalization_unavailable', 'JSON-LD did not load', { cause })
    })
    return canonicalize(document, options)
  }
}

const importPart = () => import('../../../shared/credential/canonicalize.ts')

type CanonicalizePart = Awaited<ReturnType<typeof importPart>>
