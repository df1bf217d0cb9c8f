import { nodeHash } from './merkle-tree.ts'

/**
 * Checks an audit path against a known root.
 * @see RFC 9162 section 2.1.3.2
 */
export function verifyInclusion(claim: {
  leaf: Uint8Array
  index: number
  size: number
  root: Uint8Array
  proof: readonly Uint8Array[]
}): boolean {
  const { index, size } = claim
  if (!isCount(index) || !isCount(size) || index >= size) return false
  let position = index
  let last = size - 1
  let root = claim.leaf
  for (const sibling of claim.proof) {
    if (last === 0) return false
    if (isOdd(position) || position === last) {
      root = nodeHash(sibling, root)
      while (!isOdd(position) && position !== 0) [position, last] = [half(position), half(last)]
    } else {
      root = nodeHash(root, sibling)
    }
    position = half(position)
    last = half(last)
  }
  return last === 0 && sameBytes(root, claim.root)
}

/**
 * Checks that the tree behind `newRoot` begins with the tree behind `oldRoot`: nothing was removed or changed.
 * @see RFC 9162 section 2.1.4.2
 */
export function verifyConsistency(claim: {
  oldSize: number
  oldRoot: Uint8Array
  newSize: number
  newRoot: Uint8Array
  proof: readonly Uint8Array[]
}): boolean {
  const { oldSize, newSize, oldRoot, newRoot } = claim
  if (!isCount(oldSize) || !isCount(newSize) || oldSize === 0 || oldSize > newSize) return false
  if (oldSize === newSize) return claim.proof.length === 0 && sameBytes(oldRoot, newRoot)
  const path = isPowerOfTwo(oldSize) ? [oldRoot, ...claim.proof] : [...claim.proof]
  const [seed, ...siblings] = path
  if (seed === undefined) return false
  let position = oldSize - 1
  let last = newSize - 1
  while (isOdd(position)) [position, last] = [half(position), half(last)]
  let [fromOld, fromNew] = [seed, seed]
  for (const sibling of siblings) {
    if (last === 0) return false
    if (isOdd(position) || position === last) {
      fromOld = nodeHash(sibling, fromOld)
      fromNew = nodeHash(sibling, fromNew)
      while (!isOdd(position) && position !== 0) [position, last] = [half(position), half(last)]
    } else {
      fromNew = nodeHash(fromNew, sibling)
    }
    position = half(position)
    last = half(last)
  }
  return last === 0 && sameBytes(fromOld, oldRoot) && sameBytes(fromNew, newRoot)
}

const half = (value: number) => Math.floor(value / 2)
const isOdd = (value: number) => value % 2 === 1
const isCount = (value: number) => Number.isSafeInteger(value) && value >= 0
const isPowerOfTwo = (value: number) => Number.isInteger(Math.log2(value))

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index])
}
