import type { Reader, Transaction } from '../../shared/node/database/database.ts'
import { counterEntity } from '../publishing/published-document-store.ts'

const counterId = 'trust'

/** In every unit that changes what the trust list says: so a look at one row tells whether it must be made anew. */
export async function noteTrustChange(tx: Transaction): Promise<void> {
  const { affected } = await tx.increment(counterEntity, { id: counterId }, 'value', 1)
  if (affected === 0) await tx.insert(counterEntity, { id: counterId, value: 1 })
}

export async function readTrustVersion(reader: Reader): Promise<number> {
  return (await reader.findOneBy(counterEntity, { id: counterId }))?.value ?? 0
}
