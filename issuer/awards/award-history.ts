import { isMessageKey, translateLoosely } from '../../shared/i18n/catalogue.ts'
import { formatDateTime } from '../../shared/i18n/dates.ts'
import type { Reader } from '../../shared/node/database/database.ts'
import { auditEntity } from '../log/audit-entry.ts'
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
  return entries.map(({ action, at }) => {
    const key = `console.awards.history.${action}`
    return {
      at: formatDateTime(at, 'en'),
      text: isMessageKey(key) ? translateLoosely('en', key) : action,
    }
  })
}
