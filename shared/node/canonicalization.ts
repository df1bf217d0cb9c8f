import { type Canonicalize, createCanonicalize } from '../credential/canonicalize.ts'
import {
  type CompiledOptions,
  createCompiledCanonicalization,
} from '../credential/compiled/compiled-canonicalization.ts'
import { pinnedContexts } from '../credential/contexts.ts'
import type { Logger } from './logger.ts'
import { sha256OfText } from './sha256-of-text.ts'

export type NodeCanonicalization = {
  canonicalize: Canonicalize
  /** 1 once the compiled form and the full algorithm came to different answers. */
  differences(): number
}

/** Canonicalisation for an application on Node: by compiled contexts first, unless that is switched off. */
export function createNodeCanonicalization({
  isCompiled = true,
  logger,
  ...checks
}: {
  isCompiled?: boolean
  logger?: Pick<Logger, 'error'>
} & Pick<CompiledOptions, 'checkFirst' | 'checkOneIn'> = {}): NodeCanonicalization {
  if (!isCompiled) return { canonicalize: createCanonicalize(), differences: () => 0 }
  let differences = 0
  const onDifference = () => {
    differences += 1
    const meaning = 'compiled canonicalisation came to another answer than the full algorithm'
    logger?.error(`${meaning}: it is off until the next start, please report this`)
  }
  const options = { sha256: sha256OfText, onDifference, ...checks }
  const compiled = createCompiledCanonicalization(pinnedContexts, options)
  return { canonicalize: createCanonicalize({ compiled }), differences: () => differences }
}
