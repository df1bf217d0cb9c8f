import type { Transaction } from '../../shared/node/database/database.ts'
import { insertRows } from '../../shared/node/database/insert-rows.ts'
import type { Actor } from '../actor.ts'
import type { Badge } from '../badges/badge.ts'
import { assertActive } from '../providers/provider-store.ts'
import { type StatusEntryRow, statusEntryEntity } from '../status/status-entry-store.ts'
import type { AwardRow } from './award-store.ts'
import { keepAwards, type PreparedAwards } from './keep-awards.ts'
import { assertAwarded } from './settle-award.ts'

/**
 * Awards a badge to many whose places in the status list were found before, all in the given unit.
 * @throws AppError provider_inactive, badge_retired; a unique violation where another node has taken a place in between
 */
export async function placeAwards(
  tx: Transaction,
  prepared: PreparedAwards,
  { badge, actor }: { badge: Badge; actor: Actor },
): Promise<void> {
  assertAwarded(badge)
  await assertActive(tx, badge.provider)
  await insertRows<StatusEntryRow>(tx, statusEntryEntity, prepared.awards.map(entryOf))
  await keepAwards(tx, prepared, () => actor.name)
}

function entryOf({ provider, statusList: list, statusIndex, id: awardId }: AwardRow) {
  return { provider, list, entryIndex: statusIndex, awardId, isSet: false }
}
