import { sha256 } from '@noble/hashes/sha2'
import { z } from 'zod'
import { verifyInclusion } from './merkle-proof.ts'
import { leafHash } from './merkle-tree.ts'
import { zHash, zLogSize } from './trust-values.ts'

/** Deeper than the tree of every award that a planet could make. */
const maxPathLength = 53

/**
 * Where an award stands in the city's log: the audit path of its leaf under the first checkpoint that covers it.
 * @see RFC 9162 section 2.1.3
 */
export const zLogProof = z.object({
  index: zLogSize,
  path: z.array(zHash).max(maxPathLength),
  /** The signed checkpoint whose root the path leads to. */
  checkpoint: z.string().max(4096),
})

export type LogProof = z.output<typeof zLogProof>

/** A proof as it travels: hashes in base64url. */
export type LogProofDocument = z.input<typeof zLogProof>

/** Consistency of two states of the log, oldest first. @see RFC 9162 section 2.1.4 */
export const zConsistencyDocument = z.object({ path: z.array(zHash).max(2 * maxPathLength) })

/**
 * What the log holds of an award; it says nothing to whoever does not hold the badge, since the id is random.
 * @returns SHA-256(credential id ‖ achievement id)
 */
export function logEntry(credentialId: string, achievementId: string): Uint8Array {
  const encoder = new TextEncoder()
  return sha256
    .create()
    .update(encoder.encode(credentialId))
    .update(encoder.encode(achievementId))
    .digest()
}

/** The Merkle leaf of an award: how proofs are asked for. */
export function awardLeaf(credentialId: string, achievementId: string): Uint8Array {
  return leafHash(logEntry(credentialId, achievementId))
}

/** Does the path lead from this leaf to the checkpoint's root? Who signed the checkpoint is not judged here. */
export function isProven(
  leaf: Uint8Array,
  proof: { index: number; path: readonly Uint8Array[] },
  checkpoint: { size: number; root: Uint8Array },
): boolean {
  const { index, path } = proof
  return verifyInclusion({ leaf, index, proof: path, size: checkpoint.size, root: checkpoint.root })
}
