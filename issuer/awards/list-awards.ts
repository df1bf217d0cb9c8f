import type { SelectQueryBuilder } from 'typeorm'
import type { Reader } from '../../shared/node/database/database.ts'
import type { AwardState } from './award.ts'
import { type AwardRow, awardEntity } from './award-store.ts'
import { awardWordEntity } from './award-words.ts'
import { searchWordsOf } from './search-words.ts'

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
