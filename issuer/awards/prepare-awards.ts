import type { AuditEntry } from '../log/audit-entry.ts'
import type { LogLeafRow } from '../log/leaves.ts'
import { logLeavesOf } from '../log/leaves.ts'
import type { AwardRow } from './award-store.ts'
import type { AwardWordRow } from './award-words.ts'
import { awardWordsOf } from './search-words.ts'

/** Awards with all that is kept of them, made before the unit that keeps it. */
export type PreparedAwards = {
  awards: readonly AwardRow[]
  leaves: readonly LogLeafRow[]
  words: readonly AwardWordRow[]
}

export function prepareAwards(
  awards: readonly AwardRow[],
  /** Of the badge that it is of. */
  achievementIdsOf: (award: AwardRow) => readonly string[],
): PreparedAwards {
  return {
    awards,
    leaves: awards.flatMap((award) => {
      const { provider, id: awardId, credentialId, awardedAt: at } = award
      const achievementIds = achievementIdsOf(award)
      return logLeavesOf({ provider, awardId, credentialId, achievementIds, at })
    }),
    words: awards.flatMap((award) =>
      awardWordsOf(award).map((word) => ({ provider: award.provider, word, awardId: award.id })),
    ),
  }
}

/** One that is sent as it is made says both. */
export function madeEntriesOf(award: AwardRow, actor: string): AuditEntry[] {
  const { provider, id: subject, awardedAt: at, badge, badgeVersion: version } = award
  const made = { provider, actor, action: 'award.made', subject, at } as const
  return [
    { ...made, detail: { badge, version } },
    ...(award.sentAt === null ? [] : [{ ...made, action: 'award.sent' } as const]),
  ]
}
