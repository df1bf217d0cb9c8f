import { encodeBase64url } from '../../shared/did/base-encoding.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Reader } from '../../shared/node/database/database.ts'
import { sha256 } from '../../shared/node/sha256.ts'
import type { LogProofDocument } from '../../shared/trust/log-proof.ts'
import { nodeReader, tilesRead, tileWidth } from '../../shared/trust/log-tiles.ts'
import { consistencyProof, inclusionProof, type ReadNode } from '../../shared/trust/merkle-tree.ts'
import { findCoveringCheckpoint } from './checkpoints.ts'
import { findLeafIndex, readHead, readTiles } from './log-store.ts'

/** Where a leaf stands, under the first checkpoint that covers it; undefined where it is unknown or not sealed. */
export async function findInclusionProof(
  reader: Reader,
  leaf: Uint8Array,
): Promise<(LogProofDocument & { leaf: string }) | undefined> {
  const index = await findLeafIndex(reader, leaf)
  if (index === undefined) return undefined
  const checkpoint = await findCoveringCheckpoint(reader, index)
  if (checkpoint === undefined) return undefined
  const path = await readPath(reader, (node) => inclusionProof(index, checkpoint.size, node))
  return {
    leaf: encodeBase64url(leaf),
    index,
    path: path.map(encodeBase64url),
    checkpoint: checkpoint.statement,
  }
}

/**
 * Shows that the log of `newSize` leaves begins with that of `oldSize`.
 * @throws AppError not_found for sizes that the log has not had
 */
export async function getConsistencyProof(
  reader: Reader,
  { oldSize, newSize }: { oldSize: number; newSize: number },
): Promise<{ path: string[] }> {
  const { size } = await readHead(reader)
  if (oldSize < 1 || oldSize > newSize || newSize > size) {
    throw new AppError('not_found', 'The log has not had these sizes')
  }
  const path = await readPath(reader, (node) => consistencyProof(oldSize, newSize, node))
  return { path: path.map(encodeBase64url) }
}

/** A tile as it is now: full ones never change. @throws AppError not_found */
export async function getTile(
  reader: Reader,
  key: { level: number; index: number },
): Promise<{ hashes: Uint8Array; isFull: boolean }> {
  const [tile] = await readTiles(reader, [key])
  if (tile === undefined) throw new AppError('not_found', 'The log has no such tile')
  return { hashes: tile.hashes, isFull: tile.hashes.length === tileWidth * 32 }
}

/** Fetches at once what the proof will read. */
async function readPath(
  reader: Reader,
  prove: (readNode: ReadNode) => Uint8Array[],
): Promise<Uint8Array[]> {
  const tiles = await readTiles(reader, tilesRead(prove))
  const byPlace = new Map(tiles.map((tile) => [`${tile.level}/${tile.index}`, tile]))
  return prove(nodeReader((level, index) => byPlace.get(`${level}/${index}`), sha256))
}
