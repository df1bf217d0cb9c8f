import { EntitySchema } from 'typeorm'
import type { Transaction } from '../../shared/node/database/database.ts'
import { type LoggedAward, type LogLeafRow, logLeavesOf } from './leaves.ts'

export const logLeafEntity = new EntitySchema<LogLeafRow>({
  name: 'log_leaf',
  columns: {
    leafHash: { type: 'varchar', primary: true, name: 'leaf_hash' },
    provider: { type: 'varchar', primary: true },
    awardId: { type: 'varchar', name: 'award_id' },
    createdAt: { type: 'varchar', name: 'created_at' },
    position: { type: 'integer', nullable: true },
  },
})

/** One leaf for each language of the badge, in the unit that makes the award. */
export async function addLogLeaves(tx: Transaction, award: LoggedAward): Promise<void> {
  await tx.insert(logLeafEntity, logLeavesOf(award))
}
