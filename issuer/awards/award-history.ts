import { isMessageKey, translateLoosely } from '../../shared/i18n/catalogue.ts'
import { formatDateTime } from '../../shared/i18n/dates.ts'
import type { Reader } from '../../shared/node/database/database.ts'
import { type AuditRow, auditEntity } from '../log/audit-entry.ts'
import type { AwardRow } from './award-store.ts'

export type HistoryLine = { at: string; text: string }

const maxLines = 200

/** What became of an award, the newest first. */
export async function auditLines(
  reader: Reader,
  { provider, id }: AwardRow,
): Promise<HistoryLine[]> {
  const entries = await reader.find(auditEntity, {
    where: { provider, subject: id },
    order: { at: 'DESC' },
    take: maxLines,
  })
  return entries.sort(newerFirst).map(({ action, at }) => {
    const key = `console.awards.history.${action}`
    return {
      at: formatDateTime(at, 'en'),
      text: isMessageKey(key) ? translateLoosely('en', key) : action,
    }
  })
}

/** What is done in the moment of awarding follows the award. */
function newerFirst(one: AuditRow, other: AuditRow): number {
  if (one.at !== other.at) return one.at < other.at ? 1 : -1
  return Number(one.action === 'award.made') - Number(other.action === 'award.made')
}
