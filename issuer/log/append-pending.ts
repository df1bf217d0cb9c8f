import { encodeBase64url } from '../../shared/did/base-encoding.ts'
import type { Database, Reader, Transaction } from '../../shared/node/database/database.ts'
import { sha256 } from '../../shared/node/sha256.ts'
import { appendLeaves, type LogTile, nodeReader, openTiles } from '../../shared/trust/log-tiles.ts'
import { treeRoot } from '../../shared/trust/merkle-tree.ts'
import { auditChainEntity, type ChainedEntry, chainAudit } from './audit-chain.ts'
import { changeHead, type LogHeadRow, lockHead, readTiles, saveTiles } from './log-store.ts'
import { auditTable, givePlaces, leafTable, listWaiting, type WaitingRow } from './places.ts'

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

/** What appending changes, computed beside the units that write: it holds where the log is as long as it was then. */
type Plan = { first: number; rows: readonly WaitingRow[] }

export type LeafPlan = Plan & { size: number; root: string; tiles: readonly LogTile[] }

export type AuditPlan = Plan & { auditSize: number; auditHash: string }

/** Places for the waiting leaves, oldest first, with the tiles and the root that come of them. */
export async function planLeaves(
  reader: Reader,
  { size: first }: LogHeadRow,
  limit?: number,
): Promise<LeafPlan | undefined> {
  const [rows, open] = await Promise.all([
    listWaiting<WaitingRow>(reader, leafTable, limit),
    readTiles(reader, openTiles(first)),
  ])
  if (rows.length === 0) return undefined
  const leaves = rows.map(({ name }) => Buffer.from(name, 'base64url'))
  const tiles = appendLeaves(first, open, leaves, sha256)
  const size = first + leaves.length
  const root = encodeBase64url(rootOfTiles(size, [...open, ...tiles]))
  return { first, rows, size, root, tiles }
}

/**
 * Gives leaves the places that were planned, and changes tiles and root with them, all in the given unit (transactOnLog).
 * @returns the head as it is now
 */
export async function keepLeaves(
  tx: Transaction,
  head: LogHeadRow,
  plan: LeafPlan | undefined,
  lease?: Lease,
): Promise<LogHeadRow> {
  if (plan === undefined) return changeHead(tx, head, leaseChanges(lease))
  const { size, root, tiles } = plan
  await givePlaces(tx, leafTable, plan)
  const [grown] = await Promise.all([
    changeHead(tx, head, { size, root, ...leaseChanges(lease) }),
    saveTiles(tx, tiles),
  ])
  return grown
}

/** All of it in the given unit (transactOnLog). @returns the head as it is now */
export async function appendPendingLeaves(
  tx: Transaction,
  head: LogHeadRow,
  { limit, lease }: Portion = {},
): Promise<LogHeadRow> {
  return keepLeaves(tx, head, await planLeaves(tx, head, limit), lease)
}

/**
 * Everything that is awarded by now gets its place, so that the size of the log tells before from after.
 * @returns that size
 */
export async function sealWithin(tx: Transaction): Promise<number> {
  const { size } = await appendPendingLeaves(tx, await lockHead(tx))
  return size
}

/** Places for the waiting audit entries, oldest first, and the hash of the chain that goes on with them. */
export async function planAudit(
  reader: Reader,
  { auditSize: first, auditHash: hash }: LogHeadRow,
  limit?: number,
): Promise<AuditPlan | undefined> {
  const rows = await listWaiting<WaitingRow & ChainedEntry>(reader, auditTable, limit)
  if (rows.length === 0) return undefined
  return { first, rows, auditSize: first + rows.length, auditHash: chainAudit(hash, rows) }
}

/**
 * Puts audit entries into the chain as was planned, in the given unit (transactOnLog).
 * @returns the head as it is now
 */
export async function keepAudit(
  tx: Transaction,
  head: LogHeadRow,
  plan: AuditPlan | undefined,
  { at, lease }: { at: string; lease?: Lease },
): Promise<LogHeadRow> {
  if (plan === undefined) return changeHead(tx, head, leaseChanges(lease))
  const { auditSize, auditHash } = plan
  await givePlaces(tx, auditTable, plan)
  const [grown] = await Promise.all([
    changeHead(tx, head, { auditSize, auditHash, ...leaseChanges(lease) }),
    tx.insert(auditChainEntity, { size: auditSize, hash: auditHash, sealedAt: at }),
  ])
  return grown
}

/** All of it in the given unit (transactOnLog). @returns the head as it is now */
export async function chainPendingAudit(
  tx: Transaction,
  head: LogHeadRow,
  { limit, ...kept }: Portion & { at: string },
): Promise<LogHeadRow> {
  return keepAudit(tx, head, await planAudit(tx, head, limit), kept)
}

function leaseChanges(lease: Lease | undefined): Partial<LogHeadRow> {
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
