import { sha256 } from '@noble/hashes/sha2'

/**
 * The Merkle tree of the award log: hashing, roots, and inclusion and consistency proofs.
 * Sizes and indices are whole numbers below 2^53; hashes are 32 bytes.
 *
 * @see RFC 9162 section 2.1 (the same tree as RFC 6962)
 */

/** The root of the complete subtree of 2^level leaves that starts at leaf index × 2^level. */
export type ReadNode = (level: number, index: number) => Uint8Array

/** Trees are thousands of small hashes, so whoever has a faster SHA-256 than JavaScript's may give it. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array

const leafPrefix = 0
const nodePrefix = 1

/** @see RFC 9162 section 2.1.1: HASH(0x00 || entry) */
export function leafHash(entry: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(1 + entry.length)
  bytes[0] = leafPrefix
  bytes.set(entry, 1)
  return sha256(bytes)
}

/** @see RFC 9162 section 2.1.1: HASH(0x01 || left || right) */
export function nodeHash(left: Uint8Array, right: Uint8Array, hash: Sha256 = sha256): Uint8Array {
  const bytes = new Uint8Array(1 + left.length + right.length)
  bytes[0] = nodePrefix
  bytes.set(left, 1)
  bytes.set(right, 1 + left.length)
  return hash(bytes)
}

/** The root of the first `size` leaves; of none it is the hash of the empty string. */
export function treeRoot(size: number, readNode: ReadNode): Uint8Array {
  return size === 0 ? sha256(new Uint8Array()) : rangeRoot({ start: 0, size }, readNode)
}

/**
 * The audit path of one leaf in the tree of the first `size` leaves, from the leaf upwards.
 * @see RFC 9162 section 2.1.3.1
 */
export function inclusionProof(index: number, size: number, readNode: ReadNode): Uint8Array[] {
  const path: Uint8Array[] = []
  let range = { start: 0, size }
  while (range.size > 1) {
    const { left, right } = split(range)
    const [inside, beside] = index < right.start ? [left, right] : [right, left]
    path.push(rangeRoot(beside, readNode))
    range = inside
  }
  return path.reverse()
}

/**
 * Shows that the tree of `newSize` leaves begins with the tree of `oldSize` leaves (0 < oldSize ≤ newSize).
 * @see RFC 9162 section 2.1.4.1
 */
export function consistencyProof(
  oldSize: number,
  newSize: number,
  readNode: ReadNode,
): Uint8Array[] {
  const path: Uint8Array[] = []
  let range = { start: 0, size: newSize }
  while (range.start + range.size !== oldSize) {
    const { left, right } = split(range)
    const [inside, beside] = oldSize <= right.start ? [left, right] : [right, left]
    path.push(rangeRoot(beside, readNode))
    range = inside
  }
  // the old root itself is known to whoever checks, unless it is only a part of the old tree
  if (range.start !== 0) path.push(rangeRoot(range, readNode))
  return path.reverse()
}

type LeafRange = { start: number; size: number }

/** @see RFC 9162 section 2.1.1: the left part is the largest power of two smaller than the size */
function split({ start, size }: LeafRange): { left: LeafRange; right: LeafRange } {
  const half = largestPowerOfTwoBelow(size)
  return { left: { start, size: half }, right: { start: start + half, size: size - half } }
}

function rangeRoot(range: LeafRange, readNode: ReadNode): Uint8Array {
  const level = Math.log2(range.size)
  if (Number.isInteger(level)) return readNode(level, range.start / range.size)
  const { left, right } = split(range)
  return nodeHash(rangeRoot(left, readNode), rangeRoot(right, readNode))
}

function largestPowerOfTwoBelow(size: number): number {
  let power = 1
  while (power * 2 < size) power *= 2
  return power
}
