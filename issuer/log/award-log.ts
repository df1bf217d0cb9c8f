import { createHash, randomUUID } from 'node:crypto'
import { EntitySchema } from 'typeorm'
import type { Transaction } from '../../shared/node/database/database.ts'

export type LogLeafRow = {
  provider: string
  id: string
  awardId: string
  /** The entry whose Merkle leaf hash goes into the tree, hex. */
  entry: string
  createdAt: string
  /** Index in the tree, given by the sealer; nothing until then. */
  position: number | null
}

export const logLeafEntity = new EntitySchema<LogLeafRow>({
  name: 'log_leaf',
  columns: {
    provider: { type: 'varchar', primary: true },
    id: { type: 'varchar', primary: true },
    awardId: { type: 'varchar', name: 'award_id' },
    entry: { type: 'varchar' },
    createdAt: { type: 'varchar', name: 'created_at' },
    position: { type: 'integer', nullable: true, unique: true },
  },
})

/**
 * What the city's log keeps of an award: it says nothing to whoever does not hold the badge, whose id is random.
 * @returns SHA-256(credential id ‖ achievement id), hex
 */
export function logEntry(credentialId: string, achievementId: string): string {
  return createHash('sha256').update(credentialId).update(achievementId).digest('hex')
}

/** One leaf for each language of the badge, in the unit that makes the award. */
export async function addLogLeaves(
  tx: Transaction,
  award: {
    provider: string
    awardId: string
    credentialId: string
    achievementIds: readonly string[]
    at: string
  },
): Promise<void> {
  const rows = award.achievementIds.map((achievementId) => ({
    provider: award.provider,
    id: randomUUID(),
    awardId: award.awardId,
    entry: logEntry(award.credentialId, achievementId),
    createdAt: award.at,
    position: null,
  }))
  await tx.insert(logLeafEntity, rows)
}
