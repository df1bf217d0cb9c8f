import { EntitySchema } from 'typeorm'
import type { Language } from '../../shared/i18n/messages.ts'
import type { Reader, Transaction } from '../../shared/node/database/database.ts'
import type { AwardStatus } from './award.ts'

export type AwardRow = {
  provider: string
  id: string
  badge: string
  badgeVersion: number
  /** The language that the offer is made in; any other of the badge's may be claimed. */
  language: Language
  credentialId: string
  recipientEmail: string
  recipientName: string | null
  /** For the hashed identifiers in the credential. */
  recipientSalt: string
  /** JSON */
  evidence: string | null
  /** When it was awarded: `validFrom` of the credential, whenever that is claimed. */
  awardedAt: string
  validUntil: string | null
  statusList: string
  statusIndex: number
  status: AwardStatus
  statusReason: string | null
  statusAt: string | null
  needsTxCode: boolean
  /** How often the offer was renewed: its links and codes are others each time. */
  offerGeneration: number
  /** SHA-256 of the claim id, hex. */
  claimHash: string
  /** Wrong codes since the offer was renewed. */
  wrongTxCodes: number
  holder: string | null
  claimedAt: string | null
}

export const awardEntity = new EntitySchema<AwardRow>({
  name: 'award',
  columns: {
    provider: { type: 'varchar', primary: true },
    id: { type: 'varchar', primary: true },
    badge: { type: 'varchar' },
    badgeVersion: { type: 'integer', name: 'badge_version' },
    language: { type: 'varchar' },
    credentialId: { type: 'varchar', name: 'credential_id' },
    recipientEmail: { type: 'varchar', name: 'recipient_email' },
    recipientName: { type: 'varchar', name: 'recipient_name', nullable: true },
    recipientSalt: { type: 'varchar', name: 'recipient_salt' },
    evidence: { type: 'text', nullable: true },
    awardedAt: { type: 'varchar', name: 'awarded_at' },
    validUntil: { type: 'varchar', name: 'valid_until', nullable: true },
    statusList: { type: 'varchar', name: 'status_list' },
    statusIndex: { type: 'integer', name: 'status_index' },
    status: { type: 'varchar' },
    statusReason: { type: 'varchar', name: 'status_reason', nullable: true },
    statusAt: { type: 'varchar', name: 'status_at', nullable: true },
    needsTxCode: { type: 'boolean', name: 'needs_tx_code' },
    offerGeneration: { type: 'integer', name: 'offer_generation' },
    claimHash: { type: 'varchar', name: 'claim_hash' },
    wrongTxCodes: { type: 'integer', name: 'wrong_tx_codes' },
    holder: { type: 'varchar', nullable: true },
    claimedAt: { type: 'varchar', name: 'claimed_at', nullable: true },
  },
})

export type AwardKey = { provider: string; id: string }

export async function findAward(
  reader: Reader,
  { provider, id }: AwardKey,
): Promise<AwardRow | undefined> {
  return (await reader.findOneBy(awardEntity, { provider, id })) ?? undefined
}

export async function findAwardByClaim(
  reader: Reader,
  { provider, claimHash }: { provider: string; claimHash: string },
): Promise<AwardRow | undefined> {
  return (await reader.findOneBy(awardEntity, { provider, claimHash })) ?? undefined
}

export async function addAward(tx: Transaction, row: AwardRow): Promise<void> {
  await tx.insert(awardEntity, row)
}

export async function updateAward(
  tx: Transaction,
  { provider, id }: AwardKey,
  changes: Partial<Omit<AwardRow, keyof AwardKey>>,
): Promise<void> {
  await tx.update(awardEntity, { provider, id }, changes)
}

/** Every award to an address, however its letters are written; rarely asked, so it looks through the table. */
export async function listAwardsTo(reader: Reader, email: string): Promise<AwardRow[]> {
  return reader
    .createQueryBuilder(awardEntity, 'award')
    .where('LOWER(award.recipientEmail) = :email', { email: email.toLowerCase() })
    .orderBy('award.awardedAt')
    .addOrderBy('award.id')
    .getMany()
}

export type AwardPosition = { awardedAt: string; provider: string; id: string }

/** The newest first; of one provider, or of the whole city. */
export async function listAwards(
  reader: Reader,
  page: { after?: AwardPosition | undefined; limit: number; provider?: string | undefined },
): Promise<AwardRow[]> {
  const query = reader
    .createQueryBuilder(awardEntity, 'award')
    .orderBy('award.awardedAt', 'DESC')
    .addOrderBy('award.provider', 'DESC')
    .addOrderBy('award.id', 'DESC')
    .limit(page.limit)
  if (page.provider !== undefined) {
    query.andWhere('award.provider = :provider', { provider: page.provider })
  }
  if (page.after !== undefined) {
    query.andWhere(
      '(award.awardedAt < :at OR (award.awardedAt = :at AND (award.provider < :afterProvider OR ' +
        '(award.provider = :afterProvider AND award.id < :afterId))))',
      { at: page.after.awardedAt, afterProvider: page.after.provider, afterId: page.after.id },
    )
  }
  return query.getMany()
}
