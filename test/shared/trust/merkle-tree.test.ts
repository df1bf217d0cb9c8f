import { bytesToHex, hexToBytes } from '@noble/hashes/utils'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { verifyConsistency, verifyInclusion } from '../../../shared/trust/merkle-proof.ts'
import {
  consistencyProof,
  inclusionProof,
  leafHash,
  nodeHash,
  type ReadNode,
  treeRoot,
} from '../../../shared/trust/merkle-tree.ts'

// entries and roots of the reference tree in Certificate Transparency's own test data (RFC 6962)
const entries = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657'].concat(
  '606162636465666768696a6b6c6d6e6f',
)
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]

const leaves = entries.map((entry) => leafHash(hexToBytes(entry)))

function readerOf(hashes: readonly Uint8Array[]): ReadNode {
  return function read(level, index): Uint8Array {
    if (level > 0) return nodeHash(read(level - 1, index * 2), read(level - 1, index * 2 + 1))
    const hash = hashes[index]
    if (hash === undefined) throw new Error(`no leaf ${index}`)
    return hash
  }
}

const numbered = Array.from({ length: 300 }, (_, index) =>
  leafHash(Uint8Array.of(index, index >> 8)),
)
const anySize = fc.integer({ min: 1, max: numbered.length })

describe('treeRoot', () => {
  test.each(roots.map((root, size) => [size, root]))('of %i published entries', (size, root) => {
    expect(bytesToHex(treeRoot(Number(size), readerOf(leaves)))).toBe(root)
  })
})

describe('inclusionProof', () => {
  test('the published path of the sixth of eight leaves', () => {
    expect(inclusionProof(5, 8, readerOf(leaves)).map(bytesToHex)).toEqual([
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ])
  })

  test('every leaf of every size is proven, and no other leaf by the same path', () => {
    const property = fc.property(anySize, fc.nat(), (size, at) => {
      const index = at % size
      const read = readerOf(numbered)
      const proof = inclusionProof(index, size, read)
      const claim = { index, size, root: treeRoot(size, read), proof }
      const other = leafHash(Uint8Array.of(1, 2, 3))
      expect(verifyInclusion({ ...claim, leaf: read(0, index) })).toBe(true)
      expect(verifyInclusion({ ...claim, leaf: other })).toBe(false)
    })
    fc.assert(property)
  })
})

describe('verifyInclusion', () => {
  const read = readerOf(leaves)
  const good = {
    leaf: read(0, 4),
    index: 4,
    size: 7,
    root: treeRoot(7, read),
    proof: inclusionProof(4, 7, read),
  }
  test.each<[string, Partial<typeof good>]>([
    ['another index', { index: 5 }],
    ['an index outside the tree', { index: 7 }],
    ['a negative index', { index: -1 }],
    ['a fractional index', { index: 4.5 }],
    ['a size of another depth', { size: 9 }],
    ['an empty tree', { size: 0 }],
    ['an infinite size', { size: Number.POSITIVE_INFINITY }],
    ['another root', { root: treeRoot(6, read) }],
    ['a cut path', { proof: good.proof.slice(1) }],
    ['a longer path', { proof: [...good.proof, good.leaf] }],
    ['a turned path', { proof: good.proof.toReversed() }],
    ['no path', { proof: [] }],
  ])('refuses %s', (_, change) => {
    expect(verifyInclusion(good)).toBe(true)
    expect(verifyInclusion({ ...good, ...change })).toBe(false)
  })
})

describe('consistencyProof', () => {
  test('every earlier size is a beginning of every later one', () => {
    const property = fc.property(anySize, anySize, (one, other) => {
      const [oldSize, newSize] = [Math.min(one, other), Math.max(one, other)]
      const read = readerOf(numbered)
      const claim = {
        oldSize,
        newSize,
        oldRoot: treeRoot(oldSize, read),
        newRoot: treeRoot(newSize, read),
        proof: consistencyProof(oldSize, newSize, read),
      }
      expect(verifyConsistency(claim)).toBe(true)
      const forked = numbered.with(oldSize - 1, leafHash(Uint8Array.of(9, 9, 9)))
      expect(verifyConsistency({ ...claim, newRoot: treeRoot(newSize, readerOf(forked)) })).toBe(
        false,
      )
      expect(verifyConsistency({ ...claim, oldRoot: treeRoot(oldSize, readerOf(forked)) })).toBe(
        false,
      )
    })
    fc.assert(property)
  })

  test('a log that shrank, or an empty beginning, is not consistent', () => {
    const read = readerOf(leaves)
    const root = treeRoot(4, read)
    expect(
      verifyConsistency({ oldSize: 5, newSize: 4, oldRoot: root, newRoot: root, proof: [] }),
    ).toBe(false)
    expect(
      verifyConsistency({ oldSize: 0, newSize: 4, oldRoot: root, newRoot: root, proof: [] }),
    ).toBe(false)
  })
})
