import { EntitySchema, In } from 'typeorm'
import type { Language } from '../../shared/i18n/messages.ts'
import type { Reader, Transaction } from '../../shared/node/database/database.ts'
import type { AwardDelivery, AwardStatus, Earner } from './award.ts'
import { addAwardWords, forgetAwardWords } from './award-words.ts'

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
  earner: Earner
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
  /** Who took it; before that, who alone can. */
  holder: string | null
  /** Whether it was made to that holder, and not to the first who takes it. */
  isHolderNamed: boolean
  claimedAt: string | null
  delivery: AwardDelivery
  /** The award of the same provider that this one stands in for, and the one that stands in for it. */
  replaces: string | null
  replacedBy: string | null
  /** When the link was last sent by e-mail. */
  sentAt: string | null
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
    earner: { type: 'varchar' },
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
    isHolderNamed: { type: 'boolean', name: 'is_holder_named' },
    claimedAt: { type: 'varchar', name: 'claimed_at', nullable: true },
    delivery: { type: 'varchar' },
    replaces: { type: 'varchar', nullable: true },
    replacedBy: { type: 'varchar', name: 'replaced_by', nullable: true },
    sentAt: { type: 'varchar', name: 'sent_at', nullable: true },
  },
})

export type AwardKey = { provider: string; id: string }

export async function findAward(
  reader: Reader,
  { provider, id }: AwardKey,
): Promise<AwardRow | undefined> {
  return (await reader.findOneBy(awardEntity, { provider, id })) ?? undefined
}

/** Those of the awards of one provider that there are, by id. */
export async function findAwards(
  reader: Reader,
  { provider, ids }: { provider: string; ids: readonly string[] },
): Promise<Map<string, AwardRow>> {
  const rows = await reader.findBy(awardEntity, { provider, id: In(ids) })
  return new Map(rows.map((row) => [row.id, row]))
}

export async function findAwardByClaim(
  reader: Reader,
  { provider, claimHash }: { provider: string; claimHash: string },
): Promise<AwardRow | undefined> {
  return (await reader.findOneBy(awardEntity, { provider, claimHash })) ?? undefined
}

export async function updateAward(
  tx: Transaction,
  { provider, id }: AwardKey,
  changes: Partial<Omit<AwardRow, keyof AwardKey>>,
): Promise<void> {
  await tx.update(awardEntity, { provider, id }, changes)
  if (changes.recipientEmail === undefined && changes.recipientName === undefined) return
  await forgetAwardWords(tx, { provider, id })
  const award = await findAward(tx, { provider, id })
  if (award !== undefined) await addAwardWords(tx, award, award)
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
