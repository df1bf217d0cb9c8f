import { EntitySchema } from 'typeorm'
import type { Reader, Transaction } from '../../shared/node/database/database.ts'

/** A trust list as it was published; all of them are kept. */
export type TrustListRow = {
  seq: number
  /** The signed JWT. */
  statement: string
  /** Hash of what it says beside its dates, its number and the state of the log. */
  contentHash: string
  /** What readTrustVersion told when it was made. */
  trustVersion: number
  signedAt: string
  /** When it is to be signed again at the latest. */
  renewAt: string
}

export const trustListEntity = new EntitySchema<TrustListRow>({
  name: 'trust_list',
  columns: {
    seq: { type: 'integer', primary: true },
    statement: { type: 'text' },
    contentHash: { type: 'varchar', name: 'content_hash' },
    trustVersion: { type: 'integer', name: 'trust_version' },
    signedAt: { type: 'varchar', name: 'signed_at' },
    renewAt: { type: 'varchar', name: 'renew_at' },
  },
})

export async function findLatestTrustList(reader: Reader): Promise<TrustListRow | undefined> {
  const [row] = await reader.find(trustListEntity, { order: { seq: 'DESC' }, take: 1 })
  return row
}

/** @returns false where another node was faster with this number */
export async function addTrustList(tx: Transaction, row: TrustListRow): Promise<boolean> {
  const latest = await findLatestTrustList(tx)
  if (latest !== undefined && latest.seq >= row.seq) return false
  await tx.insert(trustListEntity, row)
  return true
}

/** The list still says all that there is to say. */
export async function confirmTrustList(
  tx: Transaction,
  { seq, trustVersion }: Pick<TrustListRow, 'seq' | 'trustVersion'>,
): Promise<void> {
  await tx.update(trustListEntity, { seq }, { trustVersion })
}
