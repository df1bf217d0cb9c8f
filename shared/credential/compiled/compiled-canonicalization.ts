import type { CanonicalizationBudget } from '../canonicalization-budget.ts'
import { type CompiledForm, compileForm } from './compiled-form.ts'

/** SHA-256 of a text's UTF-8. Handed in: Node's own is many times as fast as one in JavaScript. */
export type Sha256 = { bytes(text: string): Uint8Array; hex(text: string): string }

/**
 * Canonicalisation by compiled contexts, in front of the full algorithm. Undefined always means: ask the full
 * algorithm. A signature that does not fit what is answered here is not wrong before the full algorithm says so.
 */
export type CompiledCanonicalization = {
  text: CompiledForm
  /** SHA-256 of the text. */
  hash(...asked: Parameters<CompiledForm>): Uint8Array | undefined
  /** The same of a proof's configuration: thousands of badges share one. */
  hashConfiguration(config: object, budget?: CanonicalizationBudget): Uint8Array | undefined
  /** False once it was switched off. */
  isOn(): boolean
  /** Shall the full algorithm make what is being issued now, too? */
  isCheckDue(): boolean
  /** They differ, which must never be: from now on everything is for the full algorithm. */
  switchOff(): void
  /** What the full algorithm has refused already, by a hash of all that was asked. */
  refusals: { has(text: string): boolean; add(text: string): void }
}

export type CompiledOptions = {
  sha256: Sha256
  /** Told once. */
  onDifference: () => void
  /** How many of the first are checked, and then one in how many. */
  checkFirst?: number
  checkOneIn?: number
}

const maxConfigurations = 1_000
const maxConfigurationLength = 2_000
const maxRefusals = 10_000

/** Throws TypeError for a context that uses a feature of JSON-LD that is not compiled. */
export function createCompiledCanonicalization(
  contexts: ReadonlyMap<string, object>,
  { sha256, onDifference, checkFirst = 5, checkOneIn = 1_000 }: CompiledOptions,
): CompiledCanonicalization {
  const form = compileForm(contexts, { hash: sha256.hex })
  const configurations = new Map<string, Uint8Array>()
  const refusals = new Set<string>()
  let isOn = true
  let issued = 0

  const text: CompiledForm = (...asked) => (isOn ? form(...asked) : undefined)
  const hash: CompiledCanonicalization['hash'] = (...asked) => {
    const found = text(...asked)
    return found === undefined ? undefined : sha256.bytes(found)
  }
  return {
    text,
    hash,
    hashConfiguration(config, budget) {
      const key = JSON.stringify(config)
      const known = isOn ? configurations.get(key) : undefined
      if (known) return known
      const found = hash(config, budget)
      if (found && key.length <= maxConfigurationLength) {
        keep(configurations, maxConfigurations)
        configurations.set(key, found)
      }
      return found
    },
    isOn: () => isOn,
    isCheckDue() {
      if (!isOn) return false
      issued += 1
      return issued <= checkFirst || issued % checkOneIn === 0
    },
    switchOff() {
      if (isOn) onDifference()
      isOn = false
    },
    refusals: {
      has: (asked) => refusals.has(sha256.hex(asked)),
      add(asked) {
        keep(refusals, maxRefusals)
        refusals.add(sha256.hex(asked))
      },
    },
  }
}

/** Room for one more: the oldest goes. */
function keep(
  kept: { size: number; keys(): Iterator<string>; delete(key: string): boolean },
  most: number,
): void {
  const oldest = kept.size < most ? undefined : kept.keys().next().value
  if (oldest !== undefined) kept.delete(oldest)
}
