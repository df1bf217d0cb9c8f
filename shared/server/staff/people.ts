import type { Request } from 'express'
import { z } from 'zod'
import { AppError } from '../../errors/app-error.ts'
import type { Transaction } from '../../node/database/database.ts'
import type { Access, Scope } from '../access.ts'
import type { managingStaff } from './members.ts'
import type { StaffPorts } from './staff.ts'
import type { InvitationRow } from './staff-entities.ts'

/** Where people are managed: of the whole application, or of the part that a request's path names. */
export type PeopleRoom<Permission extends string> = {
  path: string
  scope: 'everywhere' | ((request: Request) => Scope)
  permission: Permission & typeof managingStaff
}

export const zEmail = z.email().max(254)

export function isEmail(text: string): boolean {
  return zEmail.safeParse(text).success
}

/** @throws AppError not_found where the application has no such part */
export async function requireScope(scope: Scope, { isScope }: StaffPorts): Promise<void> {
  if (await isScope(scope)) return
  throw new AppError('not_found', 'There is nothing at this address')
}

/** @returns false where this application sends no mail: then who invites hands the link over */
export async function mailInvitation(
  tx: Transaction,
  { invitation, link }: { invitation: InvitationRow; link: string },
  ports: StaffPorts,
): Promise<boolean> {
  if (ports.enqueueMail === undefined) return false
  const { email, scope, role, language } = invitation
  await ports.enqueueMail(tx, {
    to: email,
    template: 'staff-invitation',
    params: {
      where: await ports.scopeName(scope, language),
      role: ports.roleName(role, language),
      service: ports.serviceName(language),
      link,
    },
    language,
  })
  return true
}

/**
 * A key that may do little gives nobody more: who has it could otherwise invite themselves to be the owner.
 * @throws AppError forbidden
 */
export function requireAsMuch(
  access: Access,
  { role, scope }: { role: string; scope: Scope },
  { roles }: Pick<StaffPorts, 'roles'>,
): void {
  const permissions = roles[role] ?? []
  if (permissions.every((permission) => access.can(permission, scope))) return
  throw new AppError('forbidden', 'Nobody gets a role here that can do more than this key')
}
