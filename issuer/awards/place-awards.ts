import type { Transaction } from '../../shared/node/database/database.ts'
import { insertRows } from '../../shared/node/database/insert-rows.ts'
import type { Actor } from '../actor.ts'
import { achievementIdsOf } from '../badges/achievement.ts'
import type { Badge } from '../badges/badge.ts'
import { auditAll } from '../log/audit.ts'
import { type LogLeafRow, logLeafEntity, logLeavesOf } from '../log/award-log.ts'
import { type IssuedCredentialRow, issuedCredentialEntity } from '../oid4vci/claim-store.ts'
import { assertActive } from '../providers/provider-store.ts'
import { type StatusEntryRow, statusEntryEntity } from '../status/status-entry-store.ts'
import { type AwardRow, awardEntity } from './award-store.ts'
import { type AwardWordRow, awardWordEntity, awardWordsOf } from './award-words.ts'
import { assertAwarded } from './make-award.ts'

/** Many awards of one badge, with all that is kept of them, made before the unit that keeps it. */
export type PreparedAwards = {
  awards: readonly AwardRow[]
  leaves: readonly LogLeafRow[]
  words: readonly AwardWordRow[]
  /** Of those that are issued at once. */
  credentials: readonly IssuedCredentialRow[]
}

export function prepareAwards(
  awards: readonly AwardRow[],
  { badge, publicUrl }: { badge: Badge; publicUrl: string },
): Omit<PreparedAwards, 'credentials'> {
  const achievementIds = achievementIdsOf(badge, publicUrl)
  return {
    awards,
    leaves: awards.flatMap(({ provider, id: awardId, credentialId, awardedAt: at }) =>
      logLeavesOf({ provider, awardId, credentialId, achievementIds, at }),
    ),
    words: awards.flatMap((award) =>
      awardWordsOf(award).map((word) => ({ provider: award.provider, word, awardId: award.id })),
    ),
  }
}

/**
 * Awards a badge to many, as placeAward does to one: awards, places in the status list, leaves of the log and lines of
 * the audit, all in the given unit, in a statement for each table.
 * @throws AppError provider_inactive, badge_retired; a unique violation where another node has taken a place in between
 */
export async function placeAwards(
  tx: Transaction,
  { awards, leaves, words, credentials }: PreparedAwards,
  { badge, actor }: { badge: Badge; actor: Actor },
): Promise<void> {
  const { provider, slug, version } = badge
  assertAwarded(badge)
  await assertActive(tx, provider)
  await insertRows<StatusEntryRow>(tx, statusEntryEntity, awards.map(entryOf))
  await insertRows<AwardRow>(tx, awardEntity, awards)
  await insertRows<AwardWordRow>(tx, awardWordEntity, words)
  await insertRows<LogLeafRow>(tx, logLeafEntity, leaves)
  await insertRows<IssuedCredentialRow>(tx, issuedCredentialEntity, credentials)
  await auditAll(
    tx,
    awards.map(({ id: subject, awardedAt: at }) => ({
      provider,
      actor: actor.name,
      action: 'award.made',
      subject,
      detail: { badge: slug, version },
      at,
    })),
  )
}

function entryOf({ provider, statusList: list, statusIndex, id: awardId }: AwardRow) {
  return { provider, list, entryIndex: statusIndex, awardId, isSet: false }
}
