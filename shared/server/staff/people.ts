import { z } from 'zod'
import type { Transaction } from '../../node/database/database.ts'
import type { StaffPorts } from './staff.ts'
import type { InvitationRow } from './staff-entities.ts'

export const zEmail = z.email().max(254)

export function isEmail(text: string): boolean {
  return zEmail.safeParse(text).success
}

/** @returns false where this application sends no mail: then who invites hands the link over */
export async function mailInvitation(
  tx: Transaction,
  { invitation, link }: { invitation: InvitationRow; link: string },
  ports: StaffPorts,
): Promise<boolean> {
  if (ports.enqueueMail === undefined) return false
  const language = 'en'
  const { email, scope, role } = invitation
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
