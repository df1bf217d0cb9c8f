import { AppError } from '../../errors/app-error.ts'
import type { Transaction } from '../../node/database/database.ts'
import { everywhere, type Scope } from '../access.ts'
import { getMembership, listMemberships, setRole } from './account-store.ts'
import { endSessionsOf } from './sessions.ts'
import type { StaffPorts } from './staff.ts'
import {
  accountEntity,
  identityEntity,
  type MembershipRow,
  membershipEntity,
  passkeyEntity,
  ticketEntity,
} from './staff-entities.ts'

export const managingStaff = 'staff.manage'

type Change = { accountId: string; scope: Scope; actorId: string }

/** @throws AppError not_found, request_malformed, conflict */
export async function changeRole(
  tx: Transaction,
  { role, ...change }: Change & { role: string },
  ports: StaffPorts,
): Promise<void> {
  const { accountId, scope, actorId: actor } = change
  if (!ports.rolesIn(scope).includes(role)) {
    throw new AppError('request_malformed', 'role is not one that somebody can have here')
  }
  const membership = await getMembership(tx, change)
  if (membership.role === role) return
  if (!isManaging(role, ports)) await requireAnotherManager(tx, membership, ports)
  await setRole(tx, { ...membership, role })
  const detail = { from: membership.role, to: role }
  const at = ports.clock().toISOString()
  const action = 'staff.role-changed'
  await ports.audit(tx, { scope, actor, action, subject: accountId, detail, at })
}

/**
 * Somebody works there no more. Who works nowhere any more is forgotten: what they did stays in the audit, under an
 * id that leads to nobody.
 * @throws AppError not_found, conflict
 */
export async function removeMember(
  tx: Transaction,
  change: Change,
  ports: StaffPorts,
): Promise<void> {
  const { accountId, scope, actorId: actor } = change
  const membership = await getMembership(tx, change)
  await requireAnotherManager(tx, membership, ports)
  await tx.delete(membershipEntity, { accountId, scope })
  const detail = { role: membership.role }
  const at = ports.clock().toISOString()
  const action = 'staff.removed'
  await ports.audit(tx, { scope, actor, action, subject: accountId, detail, at })
  if ((await listMemberships(tx, accountId)).length === 0) await forgetAccount(tx, accountId)
}

async function forgetAccount(tx: Transaction, accountId: string): Promise<void> {
  await endSessionsOf(tx, accountId)
  for (const entity of [passkeyEntity, identityEntity, ticketEntity] as const) {
    await tx.delete(entity, { accountId })
  }
  await tx.delete(accountEntity, { id: accountId })
}

/** Nobody could let anybody in any more. A part of the application can still be helped by the whole. */
async function requireAnotherManager(
  tx: Transaction,
  { accountId, scope, role }: MembershipRow,
  ports: StaffPorts,
): Promise<void> {
  if (scope !== everywhere || !isManaging(role, ports)) return
  const members = await tx.findBy(membershipEntity, { scope })
  const others = members.filter((member) => member.accountId !== accountId)
  if (others.some((member) => isManaging(member.role, ports))) return
  throw new AppError('conflict', 'This is the last person who can manage the staff. Add another')
}

function isManaging(role: string, { roles }: StaffPorts): boolean {
  return roles[role]?.includes(managingStaff) ?? false
}
