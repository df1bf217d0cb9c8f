import { translate } from '../../shared/i18n/catalogue.ts'
import type { Reader, Transaction } from '../../shared/node/database/database.ts'
import { type AwardKey, type AwardRow, listAwardsTo } from '../awards/award-store.ts'
import type { MakeAwardPorts } from '../awards/make-award.ts'
import { awardAgain } from '../awards/replace-award.ts'

/**
 * The badges that somebody took and may take once more. Where a code has to be told another way, mail alone is not
 * enough to get it: the provider helps there, and with one that was made to a wallet and not to an address. One that is
 * stopped for now stays so.
 */
export async function listTaken(reader: Reader, email: string): Promise<AwardRow[]> {
  const awards = await listAwardsTo(reader, email)
  return awards.filter(
    ({ claimedAt, status, replacedBy, needsTxCode, isHolderNamed }) =>
      claimedAt !== null &&
      status === 'active' &&
      replacedBy === null &&
      !needsTxCode &&
      !isHolderNamed,
  )
}

/**
 * The badge that was taken stops, and another stands in for it.
 * @returns both; undefined where it is not one of theirs, or no longer
 * @throws AppError provider_inactive
 */
export async function takeAgain(
  tx: Transaction,
  { email, key }: { email: string; key: AwardKey },
  ports: MakeAwardPorts,
): Promise<{ before: AwardRow; after: AwardRow } | undefined> {
  const taken = await listTaken(tx, email)
  const before = taken.find(({ provider, id }) => provider === key.provider && id === key.id)
  if (before === undefined) return undefined
  const reason = translate(before.language, 'issuer.lost.reason')
  const actor = { name: 'holder', provider: before.provider }
  return { before, after: await awardAgain(tx, { key, actor, reason }, ports) }
}
