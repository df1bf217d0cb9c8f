import { everywhere } from '../access.ts'
import { actorIdOf, type StaffAction, type StaffAuditEntry } from './staff.ts'

/** What somebody does with their own account is the whole application's, not a part's. */
export function ownEntry(accountId: string, action: StaffAction, now: Date): StaffAuditEntry {
  const actor = actorIdOf(accountId)
  return { scope: everywhere, actor, action, subject: accountId, at: now.toISOString() }
}
