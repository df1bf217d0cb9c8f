import { EntitySchema, type SelectQueryBuilder } from 'typeorm'
import type { Language } from '../../shared/i18n/messages.ts'
import type { Reader, Transaction } from '../../shared/node/database/database.ts'
import type { AwardDelivery, AwardState, AwardStatus, Earner } from './award.ts'
import { addAwardWords, awardWordEntity, forgetAwardWords } from './award-words.ts'
import { searchWordsOf } from './search-words.ts'

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

export type AwardPosition = { awardedAt: string; provider: string; id: string }

/** Which awards. All but `provider` are asked of one provider only. */
export type AwardChoice = {
  provider?: string | undefined
  badge?: string | undefined
  state?: AwardState | undefined
  /** From this moment on, and before that one. */
  from?: string | undefined
  before?: string | undefined
  /** Whose link was not sent from this moment on. */
  sentBefore?: string | undefined
  /** What somebody typed to find a person. */
  search?: string | undefined
}

/** The same expression as in the migration FindAwards, whose indices lie in its order. */
const stateSql =
  "(CASE WHEN award.status <> 'active' THEN award.status WHEN award.delivery = 'download' THEN 'issued' " +
  "WHEN award.claimedAt IS NULL THEN 'offered' ELSE 'claimed' END)"

/**
 * So many awards that have a word are looked at, and so many in which one begins so, however many there are: the newest of
 * the first, any of the others. A longer word finds fewer.
 */
const maxFound = 500

type AwardQuery = SelectQueryBuilder<AwardRow>

type AwardPage = AwardChoice & { after?: AwardPosition | undefined; limit: number }

/** The newest first; of one provider, or of the whole city. */
export async function listAwards(reader: Reader, page: AwardPage): Promise<AwardRow[]> {
  return queryAwards(reader, page).getMany()
}

/** As many as listAwards would find, without reading what is in them. */
export async function countAwards(reader: Reader, page: AwardPage): Promise<number> {
  const ids = await queryAwards(reader, page).select('award.id', 'id').getRawMany()
  return ids.length
}

function queryAwards(reader: Reader, page: AwardPage): AwardQuery {
  const { provider, badge, state, from, before, sentBefore, search, after } = page
  const indexed = (sql: string) => (search === undefined ? sql : unindexed(sql))
  const query = reader
    .createQueryBuilder(awardEntity, 'award')
    .orderBy(indexed('award.awardedAt'), 'DESC')
    .addOrderBy('award.provider', 'DESC')
    .addOrderBy('award.id', 'DESC')
    .limit(page.limit)
  if (provider !== undefined) query.andWhere('award.provider = :provider', { provider })
  if (badge !== undefined) query.andWhere(`${indexed('award.badge')} = :badge`, { badge })
  if (state !== undefined) query.andWhere(`${indexed(stateSql)} = :state`, { state })
  if (from !== undefined) query.andWhere(`${indexed('award.awardedAt')} >= :from`, { from })
  if (before !== undefined) query.andWhere(`${indexed('award.awardedAt')} < :before`, { before })
  if (sentBefore !== undefined) {
    query.andWhere("award.recipientEmail <> ''")
    query.andWhere('(award.sentAt IS NULL OR award.sentAt < :sentBefore)', { sentBefore })
  }
  if (search !== undefined && provider !== undefined) whereFound(query, provider, search)
  if (after !== undefined) {
    query.andWhere(
      // said twice: an index is entered at a bound, never at one of several
      `${indexed('award.awardedAt')} <= :at AND (award.awardedAt < :at OR (award.awardedAt = :at AND ` +
        '(award.provider < :afterProvider OR (award.provider = :afterProvider AND award.id < :afterId))))',
      { at: after.awardedAt, afterProvider: after.provider, afterId: after.id },
    )
  }
  return query
}

/**
 * What a search found is few and taken by its ids; by an index of what else is asked, a database would go through all
 * awards of a provider, and look for each whether it was found.
 */
function unindexed(sql: string): string {
  return `COALESCE(${sql}, '')`
}

function whereFound(query: AwardQuery, provider: string, search: string): void {
  const [first, ...others] = searchWordsOf(search)
  if (first === undefined) return void query.andWhere('1 = 0')
  query.andWhere(
    (part) => {
      const found = (condition: string) => withAllOf(others, part, condition).limit(maxFound)
      const whole = found('found.word = :first').orderBy('found.awardId', 'DESC')
      const begun = found('found.word >= :first AND found.word < :firstEnd')
      const picked = [whole, begun].map(
        (one) => `SELECT picked."awardId" FROM ${one.getQuery()} picked`,
      )
      return `award.id IN (${picked.join(' UNION ALL ')})`
    },
    {
      provider,
      first,
      firstEnd: endOf(first),
      ...Object.fromEntries(
        others.flatMap((word, place) => [
          [`also${place}`, word],
          [`also${place}End`, endOf(word)],
        ]),
      ),
    },
  )
}

/** Awards with a word of which `condition` holds, and with words that begin as the others do. */
function withAllOf(others: readonly string[], part: AwardQuery, condition: string) {
  const found = part
    .subQuery()
    .select('found.awardId', 'awardId')
    .from(awardWordEntity, 'found')
    .where('found.provider = :provider')
    .andWhere(condition)
  for (const [place] of others.entries()) {
    const also = part
      .subQuery()
      .select('1')
      .from(awardWordEntity, `also${place}`)
      .where(`also${place}.provider = found.provider AND also${place}.awardId = found.awardId`)
      .andWhere(`also${place}.word >= :also${place} AND also${place}.word < :also${place}End`)
    found.andWhere(`EXISTS ${also.getQuery()}`)
  }
  return found
}

/** Behind every word that begins so. */
function endOf(beginning: string): string {
  return `${beginning}\u{10ffff}`
}
