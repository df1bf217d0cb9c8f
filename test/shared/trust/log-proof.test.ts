import { createHash } from 'node:crypto'
import { bytesToHex, hexToBytes } from '@noble/hashes/utils'
import { describe, expect, it } from 'vitest'
import { encodeBase64url } from '../../../shared/did/base-encoding.ts'
import {
  awardLeaf,
  isProven,
  logEntry,
  zConsistencyDocument,
  zLogProof,
} from '../../../shared/trust/log-proof.ts'
import { inclusionProof, treeRoot } from '../../../shared/trust/merkle-tree.ts'
import { readerOf } from '../../support/trust-city.ts'

const hash = 'mFMGGPOPpZPzv4YdpGAPuANvM5IBQj1qtMW1KcbuEeU'
const sha256 = (...parts: (string | Uint8Array)[]) => {
  const digest = createHash('sha256')
  for (const part of parts) digest.update(part)
  return digest.digest('hex')
}

describe('logEntry', () => {
  it('is SHA-256 over the id and the achievement, as UTF-8', () => {
    expect(bytesToHex(logEntry('urn:uuid:1', 'https://dinas.example/bathodyn/gŵyl'))).toBe(
      sha256('urn:uuid:1https://dinas.example/bathodyn/gŵyl'),
    )
  })
})

describe('awardLeaf', () => {
  it('is the leaf hash of RFC 9162 over the entry', () => {
    const entry = sha256('urn:uuid:1https://city.example/b')
    expect(bytesToHex(awardLeaf('urn:uuid:1', 'https://city.example/b'))).toBe(
      sha256(Uint8Array.of(0), hexToBytes(entry)),
    )
  })
})

describe('isProven', () => {
  const leaves = Array.from({ length: 9 }, (_, n) => awardLeaf(`urn:${n}`, 'b'))
  const root = treeRoot(9, readerOf(leaves))
  const path = inclusionProof(4, 9, readerOf(leaves))
  const [leaf = new Uint8Array(), other = new Uint8Array()] = [leaves[4], leaves[5]]

  it.each([
    ['the leaf at its place', leaf, 4, 9, true],
    ['another leaf', other, 4, 9, false],
    ['another place', leaf, 5, 9, false],
    ['a place outside', leaf, 9, 9, false],
    ['another size', leaf, 4, 17, false],
  ])('%s', (_, claimed, index, size, expected) => {
    expect(isProven(claimed, { index, path }, { size, root })).toBe(expected)
  })
})

describe('zLogProof', () => {
  const proof = { index: 4, path: [hash], checkpoint: 'eyJ' }

  it('reads hashes as bytes', () => {
    const { path } = zLogProof.parse(proof)
    expect(path.map(encodeBase64url)).toEqual([hash])
  })

  it.each<[string, object]>([
    ['a broken index', { index: 0.5 }],
    ['an index below zero', { index: -1 }],
    ['an index beyond what numbers hold', { index: 2 ** 53 }],
    ['a hash in its second spelling', { path: [`${hash.slice(0, -1)}V`] }],
    ['a short hash', { path: [hash.slice(1)] }],
    ['a padded hash', { path: [`${hash}=`] }],
    ['a path of 54', { path: Array(54).fill(hash) }],
    ['no checkpoint', { checkpoint: undefined }],
    ['a checkpoint of many kilobytes', { checkpoint: 'A'.repeat(5000) }],
  ])('refuses %s', (_, change) => {
    expect(zLogProof.safeParse({ ...proof, ...change }).success).toBe(false)
  })
})

describe('zConsistencyDocument', () => {
  it('bounds the path', () => {
    expect(zConsistencyDocument.safeParse({ path: Array(106).fill(hash) }).success).toBe(true)
    expect(zConsistencyDocument.safeParse({ path: Array(107).fill(hash) }).success).toBe(false)
  })
})
