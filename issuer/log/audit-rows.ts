import { randomBytes } from 'node:crypto'
import { uuidAt } from '../awards/award-uuid.ts'
import type { AuditEntry, AuditRow } from './audit-entry.ts'

const randomOfId = 10

/** As they are kept. Their ids lie together in the index, of which few pages change then. */
export function auditRowsOf(entries: readonly AuditEntry[]): AuditRow[] {
  const random = randomBytes(entries.length * randomOfId)
  return entries.map(({ detail = {}, ...entry }, place) => ({
    ...entry,
    id: uuidAt(Date.parse(entry.at), random.subarray(place * randomOfId)),
    detail: JSON.stringify(detail),
    position: null,
  }))
}
