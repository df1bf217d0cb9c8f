import { EntitySchema } from 'typeorm'
import type { Transaction } from '../../shared/node/database/database.ts'
import { awardWordsOf, type Recipient } from './search-words.ts'

export type AwardWordRow = { provider: string; word: string; awardId: string }

/** By which words an award is found: the address, and each word of the name. */
export const awardWordEntity = new EntitySchema<AwardWordRow>({
  name: 'award_word',
  columns: {
    provider: { type: 'varchar', primary: true },
    word: { type: 'varchar', primary: true },
    awardId: { type: 'varchar', primary: true, name: 'award_id' },
  },
})

export async function addAwardWords(
  tx: Transaction,
  { provider, id }: { provider: string; id: string },
  recipient: Recipient,
): Promise<void> {
  const rows = awardWordsOf(recipient).map((word) => ({ provider, word, awardId: id }))
  if (rows.length > 0) await tx.insert(awardWordEntity, rows)
}

export async function forgetAwardWords(
  tx: Transaction,
  { provider, id }: { provider: string; id: string },
): Promise<void> {
  await tx.delete(awardWordEntity, { provider, awardId: id })
}
