import { EntitySchema } from 'typeorm'
import { decodeBase64url, encodeBase64url } from '../../shared/did/base-encoding.ts'
import type { Reader, Transaction } from '../../shared/node/database/database.ts'
import type { LogTile } from '../../shared/trust/log-tiles.ts'
import { logLeafEntity } from './award-log.ts'

/** How far the log and the audit are chained, and which node chains at the moment. */
export type LogHeadRow = {
  id: string
  /** Leaves that have their place. */
  size: number
  /** Merkle root of those leaves, base64url. */
  root: string
  auditSize: number
  /** Hash of the chain of so many audit entries, base64url. */
  auditHash: string
  leaseHolder: string
  leaseUntil: string
}

export const logHeadEntity = new EntitySchema<LogHeadRow>({
  name: 'log_head',
  columns: {
    id: { type: 'varchar', primary: true },
    size: { type: 'integer' },
    root: { type: 'varchar' },
    auditSize: { type: 'integer', name: 'audit_size' },
    auditHash: { type: 'varchar', name: 'audit_hash' },
    leaseHolder: { type: 'varchar', name: 'lease_holder' },
    leaseUntil: { type: 'varchar', name: 'lease_until' },
  },
})

export type LogTileRow = {
  level: number
  tileIndex: number
  /** Up to 256 hashes, base64. */
  hashes: string
}

export const logTileEntity = new EntitySchema<LogTileRow>({
  name: 'log_tile',
  columns: {
    level: { type: 'integer', primary: true },
    tileIndex: { type: 'integer', primary: true, name: 'tile_index' },
    hashes: { type: 'text' },
  },
})

const headId = 'award-log'

/** The migration that made the table put it there. */
export async function readHead(reader: Reader): Promise<LogHeadRow> {
  const head = await reader.findOneBy(logHeadEntity, { id: headId })
  if (head === null) throw new Error('the head of the award log is gone')
  return head
}

/**
 * The first statement of every unit that gives places in the log. PostgreSQL lets the second of two such units
 * wait here for the first, and then runs it again on what the first has left behind.
 */
export async function lockHead(tx: Transaction): Promise<LogHeadRow> {
  await tx.query('UPDATE log_head SET size = size')
  return readHead(tx)
}

/** @returns the head as it is now */
export async function changeHead(
  tx: Transaction,
  head: LogHeadRow,
  changes: Partial<LogHeadRow>,
): Promise<LogHeadRow> {
  if (Object.keys(changes).length > 0) await tx.update(logHeadEntity, { id: headId }, changes)
  return { ...head, ...changes }
}

export async function readTiles(
  reader: Reader,
  keys: readonly { level: number; index: number }[],
): Promise<LogTile[]> {
  if (keys.length === 0) return []
  const where = keys.map(({ level, index }) => ({ level, tileIndex: index }))
  const rows = await reader.find(logTileEntity, { where })
  return rows.map(({ level, tileIndex, hashes }) => ({
    level,
    index: tileIndex,
    hashes: new Uint8Array(Buffer.from(hashes, 'base64')),
  }))
}

export async function saveTiles(tx: Transaction, tiles: readonly LogTile[]): Promise<void> {
  const rows = tiles.map(({ level, index, hashes }) => ({
    level,
    tileIndex: index,
    hashes: Buffer.from(hashes).toString('base64'),
  }))
  await tx.upsert(logTileEntity, rows, ['level', 'tileIndex'])
}

/** @returns undefined for a leaf that is unknown or has no place yet */
export async function findLeafIndex(reader: Reader, leaf: Uint8Array): Promise<number | undefined> {
  const row = await reader.findOne(logLeafEntity, {
    where: { leafHash: encodeBase64url(leaf) },
    select: { position: true },
  })
  return row?.position ?? undefined
}

export function rootOf({ root }: Pick<LogHeadRow, 'root'>): Uint8Array {
  return decodeBase64url(root)
}
