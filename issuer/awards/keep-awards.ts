import { allDone } from '../../shared/node/database/all-done.ts'
import type { Transaction } from '../../shared/node/database/database.ts'
import { insertRows } from '../../shared/node/database/insert-rows.ts'
import { type AuditEntry, auditAll } from '../log/audit.ts'
import { type LogLeafRow, logLeafEntity, logLeavesOf } from '../log/award-log.ts'
import { type IssuedCredentialRow, issuedCredentialEntity } from '../oid4vci/claim-store.ts'
import { type AwardRow, awardEntity } from './award-store.ts'
import { type AwardWordRow, awardWordEntity, awardWordsOf } from './award-words.ts'

/** Awards with all that is kept of them, made before the unit that keeps it. */
export type PreparedAwards = {
  awards: readonly AwardRow[]
  leaves: readonly LogLeafRow[]
  words: readonly AwardWordRow[]
  /** Of those that are issued at once. */
  credentials: readonly IssuedCredentialRow[]
}

export function prepareAwards(
  awards: readonly AwardRow[],
  /** Of the badge that it is of. */
  achievementIdsOf: (award: AwardRow) => readonly string[],
): Omit<PreparedAwards, 'credentials'> {
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

/**
 * Keeps awards whose places in the status list are taken: with their words, leaves of the log and lines of the audit,
 * in a statement for each table.
 * @param made by whom each was made
 */
export async function keepAwards(
  tx: Transaction,
  { awards, leaves, words, credentials }: PreparedAwards,
  madeBy: (award: AwardRow) => string,
): Promise<void> {
  const entries = awards.flatMap((award) => entriesOf(award, madeBy(award)))
  // all at once: the database goes from one to the next without waiting to be asked
  await allDone([
    insertRows<AwardRow>(tx, awardEntity, awards),
    insertRows<AwardWordRow>(tx, awardWordEntity, words),
    insertRows<LogLeafRow>(tx, logLeafEntity, leaves),
    insertRows<IssuedCredentialRow>(tx, issuedCredentialEntity, credentials),
    auditAll(tx, entries),
  ])
}

/** One that is sent as it is made says both. */
function entriesOf(award: AwardRow, actor: string): AuditEntry[] {
  const { provider, id: subject, awardedAt: at, badge, badgeVersion: version } = award
  const made = { provider, actor, action: 'award.made', subject, at } as const
  return [
    { ...made, detail: { badge, version } },
    ...(award.sentAt === null ? [] : [{ ...made, action: 'award.sent' } as const]),
  ]
}
