import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  appendLeaves,
  type LogTile,
  nodeReader,
  openTiles,
  tilesRead,
} from '../../../shared/trust/log-tiles.ts'
import {
  inclusionProof,
  leafHash,
  nodeHash,
  type ReadNode,
  treeRoot,
} from '../../../shared/trust/merkle-tree.ts'

const leafAt = (index: number) => leafHash(Uint8Array.of(index & 255, index >> 8, index >> 16))

/** The tree straight from its definition. */
const plain: ReadNode = (level, index) =>
  level === 0
    ? leafAt(index)
    : nodeHash(plain(level - 1, index * 2), plain(level - 1, index * 2 + 1))

function createLog() {
  const tiles = new Map<string, LogTile>()
  const find = (level: number, index: number) => tiles.get(`${level}/${index}`)
  let size = 0
  return {
    find,
    tiles,
    append(count: number) {
      const open = openTiles(size).map(({ level, index, length }) => {
        const tile = find(level, index)
        if (tile?.hashes.length !== length * 32)
          throw new Error('the open tile is not as long as said')
        return tile
      })
      const leaves = Array.from({ length: count }, (_, at) => leafAt(size + at))
      for (const tile of appendLeaves(size, open, leaves)) {
        tiles.set(`${tile.level}/${tile.index}`, tile)
      }
      size += count
    },
  }
}

describe('appendLeaves', () => {
  test('in whatever portions leaves come, roots and paths are those of the whole tree', () => {
    const portions = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 6 })
    const property = fc.property(portions, fc.nat(), (counts, at) => {
      const log = createLog()
      for (const count of counts) log.append(count)
      const size = counts.reduce((total, count) => total + count, 0)
      const read = nodeReader(log.find)
      expect(treeRoot(size, read)).toEqual(treeRoot(size, plain))
      expect(inclusionProof(at % size, size, read)).toEqual(inclusionProof(at % size, size, plain))
    })
    fc.assert(property, { numRuns: 25 })
  })

  test('a full tile of full tiles opens a third level', () => {
    const log = createLog()
    log.append(65_000)
    log.append(1_000)
    expect([...log.tiles.keys()].filter((key) => !key.startsWith('0/'))).toEqual([
      '1/0',
      '1/1',
      '2/0',
    ])
    expect(treeRoot(66_000, nodeReader(log.find))).toEqual(treeRoot(66_000, plain))
  })
})

describe('tilesRead', () => {
  test('names the tiles that a proof needs, and no more', () => {
    const log = createLog()
    log.append(66_000)
    const needed = tilesRead((read) => inclusionProof(300, 66_000, read))
    expect(needed).toEqual([
      { level: 1, index: 1 },
      { level: 0, index: 257 },
      { level: 1, index: 0 },
      { level: 0, index: 1 },
    ])
  })
})

describe('nodeReader', () => {
  test('says so where a tile is missing or too short', () => {
    const short: LogTile = { level: 0, index: 0, hashes: new Uint8Array(31) }
    expect(() => nodeReader(() => undefined)(0, 0)).toThrow('A tile of the award log is missing')
    expect(() => nodeReader(() => short)(0, 0)).toThrow('A tile of the award log is too short')
  })
})
