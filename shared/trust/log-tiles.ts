import { nodeHash, type ReadNode, type Sha256 } from './merkle-tree.ts'

/**
 * The award log's tree is kept and published in tiles of 256 hashes: a tile of level L holds nodes of tree level
 * 8 × L, each the root of a full tile below it. Ten million leaves are some 39,000 tiles; a proof reads four.
 * @see https://c2sp.org/tlog-tiles for the layout
 */

export const tileWidth = 256
const hashBytes = 32
const levelsPerTile = 8

export type LogTile = {
  level: number
  index: number
  /** Up to 256 hashes of 32 bytes, one after another. */
  hashes: Uint8Array
}

/** Number of hashes that the level of tiles holds in a log of `size` leaves. */
function tileLevelLength(level: number, size: number): number {
  return Math.floor(size / tileWidth ** level)
}

/** The last, not yet full tile of each level of a log of `size` leaves: what appending goes on from. */
export function openTiles(size: number): { level: number; index: number; length: number }[] {
  const tiles: { level: number; index: number; length: number }[] = []
  for (let level = 0; tileLevelLength(level, size) > 0; level += 1) {
    const total = tileLevelLength(level, size)
    const length = total % tileWidth
    if (length > 0) tiles.push({ level, index: Math.floor(total / tileWidth), length })
  }
  return tiles
}

/**
 * Appends leaf hashes.
 * @param open the tiles that openTiles names, with their hashes
 * @returns every tile that is new or longer
 */
export function appendLeaves(
  size: number,
  open: readonly LogTile[],
  leaves: readonly Uint8Array[],
  hash?: Sha256,
): LogTile[] {
  const changed: LogTile[] = []
  let arriving = [...leaves]
  for (let level = 0; arriving.length > 0; level += 1) {
    const start = tileLevelLength(level, size)
    const kept = open.find((tile) => tile.level === level)
    const tiles = fillTiles({ level, start, kept, arriving })
    changed.push(...tiles)
    arriving = tiles.filter(isFull).map((tile) => tileRoot(tile, 0, levelsPerTile, hash))
  }
  return changed
}

function fillTiles(input: {
  level: number
  start: number
  kept: LogTile | undefined
  arriving: readonly Uint8Array[]
}): LogTile[] {
  const { level, start, kept, arriving } = input
  const first = Math.floor(start / tileWidth)
  const before = kept ? [kept.hashes] : []
  const all = concatenate([...before, ...arriving])
  const tileBytes = tileWidth * hashBytes
  const count = Math.ceil(all.length / tileBytes)
  return Array.from({ length: count }, (_, at) => ({
    level,
    index: first + at,
    hashes: all.slice(at * tileBytes, (at + 1) * tileBytes),
  }))
}

/** Reads nodes of the tree from tiles. @throws RangeError where a tile that is needed is not there */
export function nodeReader(
  findTile: (level: number, index: number) => LogTile | undefined,
  hash?: Sha256,
): ReadNode {
  return (level, index) => {
    const tileLevel = Math.floor(level / levelsPerTile)
    const height = level % levelsPerTile
    const first = index * 2 ** height
    const tile = findTile(tileLevel, Math.floor(first / tileWidth))
    if (tile === undefined) throw new RangeError('A tile of the award log is missing')
    return tileRoot(tile, first % tileWidth, height, hash)
  }
}

/** Names the tiles that a reader would ask for: lets a store fetch them all at once. */
export function tilesRead(
  work: (readNode: ReadNode) => unknown,
): { level: number; index: number }[] {
  const asked = new Map<string, { level: number; index: number }>()
  work((level, index) => {
    const tile = {
      level: Math.floor(level / levelsPerTile),
      index: Math.floor((index * 2 ** (level % levelsPerTile)) / tileWidth),
    }
    asked.set(`${tile.level}/${tile.index}`, tile)
    return new Uint8Array(hashBytes)
  })
  return [...asked.values()]
}

function tileRoot(tile: LogTile, first: number, height: number, hash?: Sha256): Uint8Array {
  if (height === 0) return hashAt(tile, first)
  const half = 2 ** (height - 1)
  const left = tileRoot(tile, first, height - 1, hash)
  return nodeHash(left, tileRoot(tile, first + half, height - 1, hash), hash)
}

function hashAt({ hashes }: LogTile, position: number): Uint8Array {
  const hash = hashes.subarray(position * hashBytes, (position + 1) * hashBytes)
  if (hash.length !== hashBytes) throw new RangeError('A tile of the award log is too short')
  return hash
}

function isFull({ hashes }: LogTile): boolean {
  return hashes.length === tileWidth * hashBytes
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((total, part) => total + part.length, 0))
  let offset = 0
  for (const part of parts) {
    all.set(part, offset)
    offset += part.length
  }
  return all
}
