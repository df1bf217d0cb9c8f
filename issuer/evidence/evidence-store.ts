import { EntitySchema } from 'typeorm'
import type { Language } from '../../shared/i18n/messages.ts'
import type { Reader, Transaction } from '../../shared/node/database/database.ts'
import { type EvidenceKey, type EvidenceState, unknownEvidence } from './evidence.ts'

/** What a learner sent in for a badge. */
export type EvidenceRow = {
  provider: string
  id: string
  badge: string
  language: Language
  name: string
  email: string
  text: string | null
  link: string | null
  isShown: boolean
  /** A file came with it, and is kept until it is decided. */
  hasFile: boolean
  witness: string | null
  /** What the witness said: yes or no; nothing until then. */
  witnessSaw: boolean | null
  witnessAt: string | null
  state: EvidenceState
  /** What the assessor asked or gave as the reason. */
  reason: string | null
  sentAt: string
  decidedAt: string | null
  awardId: string | null
  /** SHA-256 of what the links in mails hold, hex. */
  learnerHash: string
  witnessHash: string
}

export const evidenceEntity = new EntitySchema<EvidenceRow>({
  name: 'sent_evidence',
  columns: {
    provider: { type: 'varchar', primary: true },
    id: { type: 'varchar', primary: true },
    badge: { type: 'varchar' },
    language: { type: 'varchar' },
    name: { type: 'varchar' },
    email: { type: 'varchar' },
    text: { type: 'text', nullable: true },
    link: { type: 'varchar', nullable: true },
    isShown: { type: 'boolean', name: 'is_shown' },
    hasFile: { type: 'boolean', name: 'has_file' },
    witness: { type: 'varchar', nullable: true },
    witnessSaw: { type: 'boolean', name: 'witness_saw', nullable: true },
    witnessAt: { type: 'varchar', name: 'witness_at', nullable: true },
    state: { type: 'varchar' },
    reason: { type: 'varchar', nullable: true },
    sentAt: { type: 'varchar', name: 'sent_at' },
    decidedAt: { type: 'varchar', name: 'decided_at', nullable: true },
    awardId: { type: 'varchar', name: 'award_id', nullable: true },
    learnerHash: { type: 'varchar', name: 'learner_hash' },
    witnessHash: { type: 'varchar', name: 'witness_hash' },
  },
})

type FileRow = {
  provider: string
  /** As what it was sent with. */
  id: string
  name: string
  type: string
  /** In base64. */
  body: string
}

export const evidenceFileEntity = new EntitySchema<FileRow>({
  name: 'sent_evidence_file',
  columns: {
    provider: { type: 'varchar', primary: true },
    id: { type: 'varchar', primary: true },
    name: { type: 'varchar' },
    type: { type: 'varchar' },
    body: { type: 'text' },
  },
})

/** @throws AppError not_found */
export async function getEvidence(
  reader: Reader,
  { provider, id }: EvidenceKey,
): Promise<EvidenceRow> {
  const row = await reader.findOneBy(evidenceEntity, { provider, id })
  if (row === null) throw unknownEvidence()
  return row
}

/** @throws AppError not_found */
export async function getEvidenceByToken(
  reader: Reader,
  hash: { learnerHash: string } | { witnessHash: string },
): Promise<EvidenceRow> {
  const row = await reader.findOneBy(evidenceEntity, hash)
  if (row === null) throw unknownEvidence()
  return row
}

export async function findEvidenceFile(
  reader: Reader,
  { provider, id }: EvidenceKey,
): Promise<{ type: string; name: string; bytes: Buffer } | undefined> {
  const row = await reader.findOneBy(evidenceFileEntity, { provider, id })
  if (row === null) return undefined
  return { type: row.type, name: row.name, bytes: Buffer.from(row.body, 'base64') }
}

/** Of one state, the oldest first: who waits longest comes first. */
export async function listEvidence(
  reader: Reader,
  page: {
    provider: string
    state: EvidenceState
    after?: { sentAt: string; id: string } | undefined
    limit: number
  },
): Promise<EvidenceRow[]> {
  const { provider, state, after, limit } = page
  const query = reader
    .createQueryBuilder(evidenceEntity, 'sent')
    .where('sent.provider = :provider AND sent.state = :state', { provider, state })
    .orderBy('sent.sentAt')
    .addOrderBy('sent.id')
    .limit(limit)
  if (after !== undefined) {
    query.andWhere('(sent.sentAt > :at OR (sent.sentAt = :at AND sent.id > :afterId))', {
      at: after.sentAt,
      afterId: after.id,
    })
  }
  return query.getMany()
}

/** Of every provider; rarely asked, so it looks through the table. */
export async function listEvidenceOf(reader: Reader, email: string): Promise<EvidenceRow[]> {
  return reader
    .createQueryBuilder(evidenceEntity, 'sent')
    .where('LOWER(sent.email) = :email OR LOWER(sent.witness) = :email', {
      email: email.toLowerCase(),
    })
    .getMany()
}

/** What somebody sent goes; where they are the witness, their address does. */
export async function forgetEvidenceOf(tx: Transaction, email: string): Promise<void> {
  for (const { provider, id, email: author } of await listEvidenceOf(tx, email)) {
    if (author.toLowerCase() === email.toLowerCase()) {
      await tx.delete(evidenceFileEntity, { provider, id })
      await tx.delete(evidenceEntity, { provider, id })
    } else {
      await tx.update(evidenceEntity, { provider, id }, { witness: null })
    }
  }
}
