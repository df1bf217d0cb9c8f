import { createHash } from 'node:crypto'
import type { Membership } from '../access.ts'
import { hashPassword } from './passwords.ts'
import type { StaffPorts } from './staff.ts'
import { accountEntity, membershipEntity } from './staff-entities.ts'

/** Somebody made up, whom anybody may be in a demonstration. */
export type DemonstrationPerson = {
  email: string
  name: string
  memberships: readonly Membership[]
  /** What they do, as it stands on their door. */
  text: string
}

/** Makes the accounts that are missing, on however many nodes at once. */
export async function seedDemonstrationPeople(
  people: readonly DemonstrationPerson[],
  ports: Pick<StaffPorts, 'database' | 'clock'> & {
    /** Lets them in at the front door too. */
    password?: string | undefined
  },
): Promise<void> {
  const { database, clock, password } = ports
  const createdAt = clock().toISOString()
  const passwordHash = password === undefined ? null : await hashPassword(password)
  const accounts = people.map(({ email, name }) => ({
    id: idOf(email),
    email,
    name,
    passwordHash,
    language: 'en' as const,
    createdAt,
  }))
  const memberships = people.flatMap(({ email, memberships }) =>
    memberships.map(({ scope, role }) => ({ accountId: idOf(email), scope, role, createdAt })),
  )
  await database.transact(async (tx) => {
    const insert = () => tx.createQueryBuilder().insert()
    await insert().into(accountEntity).values(accounts).orIgnore().execute()
    await insert().into(membershipEntity).values(memberships).orIgnore().execute()
    if (passwordHash === null) return
    for (const { id } of accounts) await tx.update(accountEntity, { id }, { passwordHash })
  })
}

/** The same on every node and at every start. */
function idOf(email: string): string {
  return createHash('sha256').update(email).digest('hex').slice(0, 32)
}
