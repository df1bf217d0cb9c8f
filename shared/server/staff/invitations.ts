import { randomUUID } from 'node:crypto'
import { LessThan, MoreThan } from 'typeorm'
import { AppError } from '../../errors/app-error.ts'
import type { Language } from '../../i18n/messages.ts'
import type { Reader, Transaction } from '../../node/database/database.ts'
import type { Scope } from '../access.ts'
import { findAccountByEmail, findMembership, normalizedEmail, setRole } from './account-store.ts'
import { hashSecret, makeSecret } from './secrets.ts'
import { actorIdOf, type StaffPorts } from './staff.ts'
import { type AccountRow, type InvitationRow, invitationEntity } from './staff-entities.ts'

const invitationDays = 14

export type NewInvitation = {
  email: string
  scope: Scope
  role: string
  actorId: string
  language?: Language | undefined
}

/**
 * Invites somebody; whoever is invited there already gets a new link, and the old one ends.
 * @returns the link, whose secret is kept nowhere
 * @throws AppError request_malformed where nobody can have the role there; conflict where they work there already
 */
export async function invite(
  tx: Transaction,
  { email: given, scope, role, actorId, language = 'en' }: NewInvitation,
  ports: StaffPorts,
): Promise<{ invitation: InvitationRow; link: string }> {
  if (!ports.rolesIn(scope).includes(role)) {
    throw new AppError('request_malformed', 'role is not one that somebody can have here')
  }
  const email = normalizedEmail(given)
  const account = await findAccountByEmail(tx, email)
  if (account && (await findMembership(tx, { accountId: account.id, scope })) !== undefined) {
    throw new AppError('conflict', 'This person works here already. Change their role instead')
  }
  const now = ports.clock()
  const token = makeSecret()
  const invitation: InvitationRow = {
    id: randomUUID(),
    tokenHash: hashSecret(token),
    email,
    scope,
    role,
    language,
    invitedBy: actorId,
    createdAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + invitationDays * 86_400_000).toISOString(),
  }
  await tx.delete(invitationEntity, { scope, email })
  await tx.insert(invitationEntity, invitation)
  const { id: subject } = invitation
  const detail = { role }
  const at = now.toISOString()
  await ports.audit(tx, { scope, actor: actorId, action: 'staff.invited', subject, detail, at })
  return { invitation, link: `${ports.publicUrl}/staff/invitation/${token}` }
}

/** The living invitation of a link. */
export async function findInvitation(
  reader: Reader,
  token: string,
  now: Date,
): Promise<InvitationRow | undefined> {
  const row = await reader.findOneBy(invitationEntity, { tokenHash: hashSecret(token) })
  return row === null || row.expiresAt <= now.toISOString() ? undefined : row
}

/** Who is invited there and has not come yet, the newest first. */
export function listInvitations(reader: Reader, scope: Scope, now: Date): Promise<InvitationRow[]> {
  return reader.find(invitationEntity, {
    where: { scope, expiresAt: MoreThan(now.toISOString()) },
    order: { createdAt: 'DESC', id: 'ASC' },
  })
}

export function listInvitationsTo(
  reader: Reader,
  email: string,
  now: Date,
): Promise<InvitationRow[]> {
  return reader.findBy(invitationEntity, {
    email: normalizedEmail(email),
    expiresAt: MoreThan(now.toISOString()),
  })
}

/** @throws AppError not_found */
export async function withdrawInvitation(
  tx: Transaction,
  { id, scope, actorId }: { id: string; scope: Scope; actorId: string },
  { audit, clock }: StaffPorts,
): Promise<void> {
  const { affected } = await tx.delete(invitationEntity, { id, scope })
  if (affected === 0) throw new AppError('not_found', 'There is no such invitation here')
  const at = clock().toISOString()
  const action = 'staff.invitation-withdrawn'
  await audit(tx, { scope, actor: actorId, action, subject: id, at })
}

/**
 * The invitation is used up; whom it was for works there from now on.
 * @throws AppError not_found where it was used or withdrawn meanwhile
 */
export async function acceptInvitation(
  tx: Transaction,
  invitation: InvitationRow,
  account: Pick<AccountRow, 'id'>,
  { audit, clock }: StaffPorts,
): Promise<void> {
  const { id, scope, role } = invitation
  const { affected } = await tx.delete(invitationEntity, { id })
  if (affected === 0) throw new AppError('not_found', 'This invitation is used or withdrawn')
  const at = clock().toISOString()
  await setRole(tx, { accountId: account.id, scope, role, createdAt: at })
  const actor = actorIdOf(account.id)
  const detail = { role, invitation: id }
  await audit(tx, { scope, actor, action: 'staff.joined', subject: account.id, detail, at })
}

export async function forgetInvitations(tx: Transaction, now: Date): Promise<void> {
  await tx.delete(invitationEntity, { expiresAt: LessThan(now.toISOString()) })
}
