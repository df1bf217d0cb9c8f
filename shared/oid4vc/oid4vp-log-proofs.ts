import { isAppError } from '../errors/app-error.ts'
import { isJsonObject, parseJsonStrict } from '../json/json.ts'
import type { LogProofDocument } from '../trust/log-proof.ts'

/**
 * Waymark's own parameter beside `vp_token`: where the badges that are shown stand in their city's award log, so
 * that the verifier need not ask the city, which would learn from it who looks at which badge. A field of the
 * form as JSON text; in an encrypted response a member of its payload as a JSON object. Whoever does not know it
 * ignores it (RFC 6749 section 3.1).
 *
 * The object's members: the Merkle leaf of a badge (32 bytes in base64url, see awardLeaf) → its log proof as the
 * city gave it, `{index, path, checkpoint}`; other members of the proof are ignored.
 */
export const logProofsParameter = 'waymark_log_proofs'

/** As many as there may be badges in a response; each below 8 kB. */
const maxProofs = 100
const maxBytes = 1_048_576
const maxDepth = 8

/** The parameter's value for a response that is sent as a form. */
export function encodeLogProofs(proofs: ReadonlyMap<string, LogProofDocument>): string {
  return JSON.stringify(Object.fromEntries(proofs))
}

/**
 * Reads the parameter from the members of a response. A proof is only ever a help, so one that cannot be read
 * refuses nothing: the city is asked instead.
 * @returns proofs by leaf, unchecked: a proof proves itself when it is used
 */
export function readLogProofs(members: unknown): ReadonlyMap<string, unknown> {
  const value = isJsonObject(members) ? members[logProofsParameter] : undefined
  const proofs = typeof value === 'string' ? parse(value) : value
  if (!isJsonObject(proofs)) return new Map()
  const entries = Object.entries(proofs)
  return new Map(entries.length > maxProofs ? [] : entries)
}

function parse(text: string): unknown {
  try {
    return parseJsonStrict(text, { maxBytes, maxDepth })
  } catch (error) {
    if (!isAppError(error)) throw error
    return undefined
  }
}
