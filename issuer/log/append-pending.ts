import { encodeBase64url } from '../../shared/did/base-encoding.ts'
import type { Database, Transaction } from '../../shared/node/database/database.ts'
import { appendLeaves, type LogTile, nodeReader, openTiles } from '../../shared/trust/log-tiles.ts'
import { treeRoot } from '../../shared/trust/merkle-tree.ts'
import { auditChainEntity, chainAudit, listEntries } from './audit-chain.ts'
import { changeHead, type LogHeadRow, lockHead, readTiles, saveTiles } from './log-store.ts'

/**
 * Runs a unit that gives places in the log. On PostgreSQL it works on a snapshot instead of being serializable, so
 * that awards, which only add rows without a place, never meet it; two such units meet at the head of the log.
 */
export function transactOnLog<T>(
  database: Database,
  work: (tx: Transaction, head: LogHeadRow) => Promise<T>,
): Promise<T> {
  return database.transact(async (tx) => {
    if (database.kind === 'postgres') {
      await tx.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ')
    }
    return work(tx, await lockHead(tx))
  })
}

/** What is appended at once at most, beside what a unit that asks for all of it finds. */
export const largestBatch = 10_000

/**
 * Gives the waiting leaves and audit entries their places, oldest first, and changes tiles, root and chain with
 * them, all in the given unit (transactOnLog).
 * @returns the head as it is now
 */
export async function appendPending(
  tx: Transaction,
  before: LogHeadRow,
  options: { at: string; limit?: number; lease?: { holder: string; until: string } },
): Promise<LogHeadRow> {
  const { at, limit, lease } = options
  const tree = await appendPendingLeaves(tx, before, limit)
  const audit = await chainPendingAudit(tx, before, { at, limit })
  const changes = {
    ...tree,
    ...audit,
    ...(lease && { leaseHolder: lease.holder, leaseUntil: lease.until }),
  }
  await changeHead(tx, changes)
  return { ...before, ...changes }
}

async function appendPendingLeaves(
  tx: Transaction,
  { size, root }: LogHeadRow,
  limit: number | undefined,
): Promise<Pick<LogHeadRow, 'size' | 'root'>> {
  await givePlaces(tx, { table: 'log_leaf', keys: ['leaf_hash', 'provider'], first: size, limit })
  const rows: { leaf_hash: string }[] = await tx.query(
    `SELECT leaf_hash FROM log_leaf WHERE position >= ${size} ORDER BY position`,
  )
  if (rows.length === 0) return { size, root }
  const leaves = rows.map((row) => Buffer.from(row.leaf_hash, 'base64url'))
  const open = await readTiles(tx, openTiles(size))
  const changed = appendLeaves(size, open, leaves)
  await saveTiles(tx, changed)
  const newSize = size + leaves.length
  return { size: newSize, root: encodeBase64url(rootOfTiles(newSize, [...open, ...changed])) }
}

/** Of two tiles at one place the later one counts. */
function rootOfTiles(size: number, tiles: readonly LogTile[]): Uint8Array {
  const byPlace = new Map(tiles.map((tile) => [`${tile.level}/${tile.index}`, tile]))
  return treeRoot(
    size,
    nodeReader((level, index) => byPlace.get(`${level}/${index}`)),
  )
}

async function chainPendingAudit(
  tx: Transaction,
  { auditSize: first, auditHash }: LogHeadRow,
  { at, limit }: { at: string; limit: number | undefined },
): Promise<Pick<LogHeadRow, 'auditSize' | 'auditHash'>> {
  await givePlaces(tx, { table: 'audit_entry', keys: ['provider', 'id'], first, limit })
  const entries = await listEntries(tx, first)
  if (entries.length === 0) return { auditSize: first, auditHash }
  const auditSize = first + entries.length
  const hash = chainAudit(auditHash, entries)
  await tx.insert(auditChainEntity, { size: auditSize, hash, sealedAt: at })
  return { auditSize, auditHash: hash }
}

const timeColumns = { log_leaf: 'created_at', audit_entry: 'at' } as const

/** One statement for all of them. What stands in its text are names of ours and whole numbers. */
async function givePlaces(
  tx: Transaction,
  rows: {
    table: keyof typeof timeColumns
    keys: readonly [string, string]
    first: number
    limit: number | undefined
  },
): Promise<void> {
  const { table, keys, first, limit } = rows
  const order = `ORDER BY ${timeColumns[table]}, ${keys.join(', ')}`
  const isSame = keys.map((key) => `${table}.${key} = numbered.${key}`).join(' AND ')
  await tx.query(
    `UPDATE ${table} SET position = numbered.place FROM (
       SELECT ${keys.join(', ')}, ${first - 1} + ROW_NUMBER() OVER (${order}) AS place
       FROM ${table} WHERE position IS NULL ${order}${limit === undefined ? '' : ` LIMIT ${limit}`}
     ) AS numbered WHERE ${isSame}`,
  )
}
