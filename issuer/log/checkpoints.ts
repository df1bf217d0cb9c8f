import { EntitySchema, MoreThan } from 'typeorm'
import type { Database, Reader, Transaction } from '../../shared/node/database/database.ts'
import { type LogHeadRow, readHead } from './log-store.ts'

export type CheckpointRow = {
  size: number
  root: string
  /** The signed JWT. */
  statement: string
  keyThumbprint: string
  /** False once the key that signed it is known to be in someone else's hands. */
  isGood: boolean
  signedAt: string
}

export const checkpointEntity = new EntitySchema<CheckpointRow>({
  name: 'log_checkpoint',
  columns: {
    size: { type: 'integer', primary: true },
    root: { type: 'varchar' },
    statement: { type: 'text' },
    keyThumbprint: { type: 'varchar', name: 'key_thumbprint' },
    isGood: { type: 'boolean', name: 'is_good' },
    signedAt: { type: 'varchar', name: 'signed_at' },
  },
})

/** Signs a state of the log with the city's key of today. */
export type SignLogState = (state: {
  size: number
  root: string
  at: Date
}) => Promise<{ statement: string; keyThumbprint: string }>

export type CheckpointPorts = { database: Database; signLogState: SignLogState; clock: () => Date }

export async function findLatestCheckpoint(reader: Reader): Promise<CheckpointRow | undefined> {
  const [row] = await reader.find(checkpointEntity, { order: { size: 'DESC' }, take: 1 })
  return row
}

/** The first good checkpoint whose tree holds the leaf: what its proof leads to, today and in years. */
export async function findCoveringCheckpoint(
  reader: Reader,
  leafIndex: number,
): Promise<CheckpointRow | undefined> {
  const [row] = await reader.find(checkpointEntity, {
    where: { size: MoreThan(leafIndex), isGood: true },
    order: { size: 'ASC' },
    take: 1,
  })
  return row
}

export async function findCheckpoint(
  reader: Reader,
  size: number,
): Promise<CheckpointRow | undefined> {
  return (await reader.findOneBy(checkpointEntity, { size })) ?? undefined
}

/**
 * Signs the state that the log is in, unless a good checkpoint of it is there.
 * @returns that one as `kept`, or what is still to be kept
 */
export async function signState({
  database,
  signLogState,
  clock,
}: CheckpointPorts): Promise<{ kept: CheckpointRow } | { signed: CheckpointRow }> {
  const { size, root } = await readHead(database.reader)
  const kept = await findCheckpoint(database.reader, size)
  if (kept?.isGood) return { kept }
  const at = clock()
  const statement = await signLogState({ size, root, at })
  return { signed: { size, root, ...statement, isGood: true, signedAt: at.toISOString() } }
}

/** As signState, and keeps it. */
export async function signLatest(ports: CheckpointPorts): Promise<CheckpointRow> {
  const state = await signState(ports)
  if ('kept' in state) return state.kept
  return ports.database.transact((tx) => keepCheckpoint(tx, state.signed))
}

/** Whoever comes second with the same size leaves the first one's in place: the state is the same. */
export async function keepCheckpoint(tx: Transaction, row: CheckpointRow): Promise<CheckpointRow> {
  const kept = await findCheckpoint(tx, row.size)
  if (kept?.isGood) return kept
  await tx.upsert(checkpointEntity, row, ['size'])
  return row
}

/** What a stolen key has signed proves nothing any more; the log itself is as it was. */
export async function distrustCheckpoints(tx: Transaction, keyThumbprint: string): Promise<void> {
  await tx.update(checkpointEntity, { keyThumbprint }, { isGood: false })
}

export function isCovered(head: LogHeadRow, latest: CheckpointRow | undefined): boolean {
  return latest?.isGood === true && latest.size === head.size
}
