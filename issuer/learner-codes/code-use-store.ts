import { EntitySchema, LessThan } from 'typeorm'
import type { Did } from '../../shared/did/did.ts'
import type { Reader, Transaction } from '../../shared/node/database/database.ts'

/** A learner's code was scanned. Its ticket counts once in the whole city, so no provider stands in the key. */
export type CodeUseRow = {
  /** SHA-256 of the ticket, base64url. */
  ticketHash: string
  provider: string
  holder: Did
  /** Of an award. */
  awardId: string | null
  badge: string | null
  /** Of attendance. */
  activityId: string | null
  day: string | null
  personId: string | null
  usedAt: string
}

export const codeUseEntity = new EntitySchema<CodeUseRow>({
  name: 'learner_code_use',
  columns: {
    ticketHash: { type: 'varchar', primary: true, name: 'ticket_hash' },
    provider: { type: 'varchar' },
    holder: { type: 'varchar' },
    awardId: { type: 'varchar', name: 'award_id', nullable: true },
    badge: { type: 'varchar', nullable: true },
    activityId: { type: 'varchar', name: 'activity_id', nullable: true },
    day: { type: 'varchar', nullable: true },
    personId: { type: 'varchar', name: 'person_id', nullable: true },
    usedAt: { type: 'varchar', name: 'used_at' },
  },
})

export async function findCodeUse(
  reader: Reader,
  ticketHash: string,
): Promise<CodeUseRow | undefined> {
  return (await reader.findOneBy(codeUseEntity, { ticketHash })) ?? undefined
}

/** Long after any code of that ticket could be scanned, and the wallet has asked. */
export async function forgetCodeUses(tx: Transaction, before: string): Promise<void> {
  await tx.delete(codeUseEntity, { usedAt: LessThan(before) })
}
