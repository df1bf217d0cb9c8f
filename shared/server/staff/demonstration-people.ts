import { randomUUID } from 'node:crypto'
import type { Membership } from '../access.ts'
import { findAccountByEmail, setRole } from './account-store.ts'
import type { StaffPorts } from './staff.ts'
import { accountEntity } from './staff-entities.ts'

/** Somebody made up, whom anybody may be in a demonstration. */
export type DemonstrationPerson = {
  email: string
  name: string
  memberships: readonly Membership[]
  /** What they do, as it stands on their door. */
  text: string
}

/** Makes the accounts that are missing. Again, it changes nothing. */
export async function seedDemonstrationPeople(
  people: readonly DemonstrationPerson[],
  { database, clock }: Pick<StaffPorts, 'database' | 'clock'>,
): Promise<void> {
  const createdAt = clock().toISOString()
  for (const { email, name, memberships } of people) {
    await database.transact(async (tx) => {
      if ((await findAccountByEmail(tx, email)) !== undefined) return
      const id = randomUUID()
      await tx.insert(accountEntity, { id, email, name, passwordHash: null, createdAt })
      for (const { scope, role } of memberships) {
        await setRole(tx, { accountId: id, scope, role, createdAt })
      }
    })
  }
}
