import { allDone } from '../../shared/node/database/all-done.ts'
import type { Transaction } from '../../shared/node/database/database.ts'
import { insertRows } from '../../shared/node/database/insert-rows.ts'
import { auditAll } from '../log/audit.ts'
import { logLeafEntity } from '../log/award-log.ts'
import type { LogLeafRow } from '../log/leaves.ts'
import { type AwardRow, awardEntity } from './award-store.ts'
import { type AwardWordRow, awardWordEntity } from './award-words.ts'
import { madeEntriesOf, type PreparedAwards } from './prepare-awards.ts'

/**
 * Keeps awards whose places in the status list are taken: with their words, leaves of the log and lines of the audit,
 * in a statement for each table.
 * @param made by whom each was made
 */
export async function keepAwards(
  tx: Transaction,
  { awards, leaves, words }: PreparedAwards,
  madeBy: (award: AwardRow) => string,
): Promise<void> {
  const entries = awards.flatMap((award) => madeEntriesOf(award, madeBy(award)))
  // all at once: the database goes from one to the next without waiting to be asked
  await allDone([
    insertRows<AwardRow>(tx, awardEntity, awards),
    insertRows<AwardWordRow>(tx, awardWordEntity, words),
    insertRows<LogLeafRow>(tx, logLeafEntity, leaves),
    auditAll(tx, entries),
  ])
}
