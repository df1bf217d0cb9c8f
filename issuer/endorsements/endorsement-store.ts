import { EntitySchema, IsNull } from 'typeorm'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Reader, Transaction } from '../../shared/node/database/database.ts'

export type EndorsementRow = {
  provider: string
  id: string
  /** What it is about: the id of an achievement, or the DID of the provider. */
  subject: string
  /** Of the badge that it is about; nothing where it is about the provider. */
  badge: string | null
  version: number | null
  /** DID of who stands behind it. */
  endorser: string
  endorserName: string
  /** What they say of it; empty for nothing. */
  words: string
  /** The signed credential, byte for byte: JSON text or a compact JWT. */
  credential: string
  createdAt: string
  /** From then on it stands in no new badge. */
  endedAt: string | null
}

export const endorsementEntity = new EntitySchema<EndorsementRow>({
  name: 'endorsement',
  columns: {
    provider: { type: 'varchar', primary: true },
    id: { type: 'varchar', primary: true },
    subject: { type: 'varchar' },
    badge: { type: 'varchar', nullable: true },
    version: { type: 'integer', nullable: true },
    endorser: { type: 'varchar' },
    endorserName: { type: 'varchar', name: 'endorser_name' },
    words: { type: 'text' },
    credential: { type: 'text' },
    createdAt: { type: 'varchar', name: 'created_at' },
    endedAt: { type: 'varchar', name: 'ended_at', nullable: true },
  },
})

/** Of a provider, its badges included, that hold now; oldest first. */
export async function listEndorsements(
  reader: Reader,
  provider: string,
): Promise<EndorsementRow[]> {
  return reader.find(endorsementEntity, {
    where: { provider, endedAt: IsNull() },
    order: { createdAt: 'ASC', id: 'ASC' },
    take: 1_000,
  })
}

/** What holds now of one of these subjects, oldest first. */
export async function listEndorsementsOf(
  reader: Reader,
  { provider, subjects }: { provider: string; subjects: readonly string[] },
): Promise<EndorsementRow[]> {
  const rows = await reader.find(endorsementEntity, {
    where: subjects.map((subject) => ({ provider, subject, endedAt: IsNull() })),
    order: { createdAt: 'ASC', id: 'ASC' },
  })
  return rows
}

export async function addEndorsement(tx: Transaction, row: EndorsementRow): Promise<void> {
  await tx.insert(endorsementEntity, row)
}

/** @throws AppError not_found */
export async function endEndorsement(
  tx: Transaction,
  { provider, id, at }: { provider: string; id: string; at: string },
): Promise<EndorsementRow> {
  const row = await tx.findOneBy(endorsementEntity, { provider, id })
  if (row === null) throw new AppError('not_found', 'There is no such endorsement')
  if (row.endedAt === null) await tx.update(endorsementEntity, { provider, id }, { endedAt: at })
  return row
}
