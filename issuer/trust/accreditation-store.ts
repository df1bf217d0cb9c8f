import { And, EntitySchema, IsNull, LessThanOrEqual, Not } from 'typeorm'
import type { Reader, Transaction } from '../../shared/node/database/database.ts'
import { type Scope, zScope } from './accreditation.ts'

export type AccreditationRow = {
  provider: string
  id: string
  /** JSON */
  scope: string
  fromAt: string
  /** Size of the award log when it began; nothing before. */
  fromSize: number | null
  untilAt: string | null
  /** Size of the award log when it ended; nothing before. */
  untilSize: number | null
  createdAt: string
}

export const accreditationEntity = new EntitySchema<AccreditationRow>({
  name: 'accreditation',
  columns: {
    provider: { type: 'varchar', primary: true },
    id: { type: 'varchar', primary: true },
    scope: { type: 'text' },
    fromAt: { type: 'varchar', name: 'from_at' },
    fromSize: { type: 'integer', name: 'from_size', nullable: true },
    untilAt: { type: 'varchar', name: 'until_at', nullable: true },
    untilSize: { type: 'integer', name: 'until_size', nullable: true },
    createdAt: { type: 'varchar', name: 'created_at' },
  },
})

export type AccreditationKey = Pick<AccreditationRow, 'provider' | 'id'>

/** Of one provider or of all, each provider's in the order of their beginnings; ended ones too. */
export async function listAccreditations(
  reader: Reader,
  provider?: string,
): Promise<AccreditationRow[]> {
  return reader.find(accreditationEntity, {
    where: provider === undefined ? {} : { provider },
    order: { provider: 'ASC', fromAt: 'ASC', createdAt: 'ASC', id: 'ASC' },
  })
}

export async function findAccreditation(
  reader: Reader,
  { provider, id }: AccreditationKey,
): Promise<AccreditationRow | undefined> {
  return (await reader.findOneBy(accreditationEntity, { provider, id })) ?? undefined
}

export async function addAccreditation(tx: Transaction, row: AccreditationRow): Promise<void> {
  await tx.insert(accreditationEntity, row)
}

export async function changeAccreditation(
  tx: Transaction,
  { provider, id }: AccreditationKey,
  changes: Partial<AccreditationRow>,
): Promise<void> {
  await tx.update(accreditationEntity, { provider, id }, changes)
}

/** Those whose beginning or end has come without the log's size being noted. */
export async function listAccreditationsDue(
  reader: Reader,
  now: string,
): Promise<AccreditationRow[]> {
  const hasCome = LessThanOrEqual(now)
  return reader.find(accreditationEntity, {
    where: [
      { fromAt: hasCome, fromSize: IsNull() },
      { untilAt: And(Not(IsNull()), hasCome), untilSize: IsNull() },
    ],
  })
}

export function scopeOf({ scope }: Pick<AccreditationRow, 'scope'>): Scope {
  return zScope.parse(JSON.parse(scope))
}
