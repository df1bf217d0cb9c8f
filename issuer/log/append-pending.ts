import { encodeBase64url } from '../../shared/did/base-encoding.ts'
import type { Database, Transaction } from '../../shared/node/database/database.ts'
import { sha256 } from '../../shared/node/sha256.ts'
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

/** Who seals at the moment, and until when nobody else does. */
export type Lease = { holder: string; until: string }

type Portion = { limit?: number; lease?: Lease }

/**
 * Gives the waiting leaves their places, oldest first, and changes tiles and root with them, all in the given unit
 * (transactOnLog).
 * @returns the head as it is now
 */
export async function appendPendingLeaves(
  tx: Transaction,
  head: LogHeadRow,
  portion: Portion = {},
): Promise<LogHeadRow> {
  const { size } = head
  const [rows, open] = await Promise.all([
    placeLeaves(tx, size, portion),
    readTiles(tx, openTiles(size)),
  ])
  if (rows.length === 0) return changeHead(tx, head, leaseChanges(portion))
  const leaves = rows.map((row) => Buffer.from(row.leaf_hash, 'base64url'))
  const changed = appendLeaves(size, open, leaves, sha256)
  const newSize = size + leaves.length
  const root = encodeBase64url(rootOfTiles(newSize, [...open, ...changed]))
  const [grown] = await Promise.all([
    changeHead(tx, head, { size: newSize, root, ...leaseChanges(portion) }),
    saveTiles(tx, changed),
  ])
  return grown
}

async function placeLeaves(
  tx: Transaction,
  first: number,
  portion: Portion,
): Promise<{ leaf_hash: string }[]> {
  await givePlaces(tx, { table: 'log_leaf', keys: ['leaf_hash', 'provider'], first, portion })
  return tx.query(`SELECT leaf_hash FROM log_leaf WHERE position >= ${first} ORDER BY position`)
}

/**
 * Everything that is awarded by now gets its place, so that the size of the log tells before from after.
 * @returns that size
 */
export async function sealWithin(tx: Transaction): Promise<number> {
  const { size } = await appendPendingLeaves(tx, await lockHead(tx))
  return size
}

/**
 * Puts the waiting audit entries into the chain, oldest first, in the given unit (transactOnLog).
 * @returns the head as it is now
 */
export async function chainPendingAudit(
  tx: Transaction,
  head: LogHeadRow,
  { at, ...portion }: Portion & { at: string },
): Promise<LogHeadRow> {
  const first = head.auditSize
  await givePlaces(tx, { table: 'audit_entry', keys: ['provider', 'id'], first, portion })
  const entries = await listEntries(tx, first)
  if (entries.length === 0) return changeHead(tx, head, leaseChanges(portion))
  const auditSize = first + entries.length
  const auditHash = chainAudit(head.auditHash, entries)
  const [grown] = await Promise.all([
    changeHead(tx, head, { auditSize, auditHash, ...leaseChanges(portion) }),
    tx.insert(auditChainEntity, { size: auditSize, hash: auditHash, sealedAt: at }),
  ])
  return grown
}

function leaseChanges({ lease }: Portion): Partial<LogHeadRow> {
  return lease === undefined ? {} : { leaseHolder: lease.holder, leaseUntil: lease.until }
}

/** Of two tiles at one place the later one counts. */
function rootOfTiles(size: number, tiles: readonly LogTile[]): Uint8Array {
  const byPlace = new Map(tiles.map((tile) => [`${tile.level}/${tile.index}`, tile]))
  return treeRoot(
    size,
    nodeReader((level, index) => byPlace.get(`${level}/${index}`), sha256),
  )
}

const timeColumns = { log_leaf: 'created_at', audit_entry: 'at' } as const

/**
 * One statement for all of them, which finds each row again by where it lies: by its key that takes twice as long. SQLite
 * takes a portion as the rows came, which an index tells, and only then puts it in order: it would sort all that wait.
 * What stands in its text are names of ours and whole numbers.
 */
async function givePlaces(
  tx: Transaction,
  rows: {
    table: keyof typeof timeColumns
    keys: readonly [string, string]
    first: number
    portion: Portion
  },
): Promise<void> {
  const { table, keys, first, portion } = rows
  const isPostgres = tx.createQueryBuilder().connection.options.type === 'postgres'
  const address = isPostgres ? 'ctid' : 'rowid'
  const ordered = [timeColumns[table], ...keys].join(', ')
  const order = `ORDER BY ${ordered}`
  const limit = portion.limit === undefined ? '' : ` LIMIT ${portion.limit}`
  const waiting = `FROM ${table} WHERE position IS NULL`
  const some = isPostgres
    ? `${waiting} ${order}${limit}`
    : `FROM (SELECT rowid, ${ordered} ${waiting} ORDER BY rowid${limit})`
  await tx.query(
    `UPDATE ${table} SET position = numbered.place FROM (
       SELECT ${address} AS address, ${first - 1} + ROW_NUMBER() OVER (${order}) AS place
       ${some}
     ) AS numbered WHERE ${table}.${address} = numbered.address`,
  )
}
