import { forgetInvitations } from './invitations.ts'
import { forgetSessions } from './sessions.ts'
import type { StaffPorts } from './staff.ts'
import { forgetTries } from './throttle.ts'
import { forgetTickets } from './tickets.ts'

/** Sessions, links and counts that are over. Call it now and then. */
export async function forgetStaffLeftovers({
  database,
  clock,
}: Pick<StaffPorts, 'database' | 'clock'>): Promise<void> {
  const now = clock()
  for (const forget of [forgetSessions, forgetInvitations, forgetTickets, forgetTries]) {
    await database.transact((tx) => forget(tx, now))
  }
}
