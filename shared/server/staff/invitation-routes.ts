import { randomUUID } from 'node:crypto'
import type { Express, Response } from 'express'
import { AppError } from '../../errors/app-error.ts'
import { translate } from '../../i18n/catalogue.ts'
import type { RouteDeclaration } from '../http/route-declarations.ts'
import { findAccountByEmail } from './account-store.ts'
import { acceptInvitation, findInvitation } from './invitations.ts'
import { newPasswordFaults } from './password-faults.ts'
import { hashPassword } from './passwords.ts'
import { signIn } from './sign-in.ts'
import type { StaffPorts } from './staff.ts'
import { accountEntity, type InvitationRow } from './staff-entities.ts'
import { type FormFault, fieldOf, staffPage } from './staff-page.ts'
import { ofAddress, takeTries } from './throttle.ts'

const path = '/staff/invitation/:token'

export const invitationDeclarations: readonly RouteDeclaration[] = [
  { path, methods: ['GET', 'POST'], errors: 'page' },
]

const longestName = 100

/** Who opens the link of an invitation reads their mail there: so they may join. Opening it changes nothing. */
export function invitationRoutes(
  app: Express,
  ports: StaffPorts,
  options: { singleSignOn?: { name: string } },
): void {
  const { database, clock } = ports

  const showForm = async (
    response: Response,
    invitation: InvitationRow,
    form: { name?: string; faults?: readonly FormFault[] },
  ) => {
    const { email, scope, role } = invitation
    const where = await ports.scopeName(scope, 'en')
    const isKnown = (await findAccountByEmail(database.reader, email)) !== undefined
    staffPage(
      response,
      'staff/invitation.njk',
      {
        email,
        where,
        role: ports.roleName(role, 'en'),
        isKnown,
        name: form.name,
        singleSignOn: options.singleSignOn,
      },
      {
        title: translate('en', 'staff.invitation.title', { where }),
        faults: form.faults ?? [],
      },
    )
  }

  app.get(path, async (request, response) => {
    await showForm(response, await getInvitation(request.params.token, ports), {})
  })

  app.post(path, async (request, response) => {
    await takeTries(response, [ofAddress(request, 'invitation')], ports)
    const invitation = await getInvitation(request.params.token, ports)
    const { email } = invitation
    const known = await findAccountByEmail(database.reader, email)
    if (known !== undefined) {
      await database.transact((tx) => acceptInvitation(tx, invitation, known, ports))
      return response.redirect(303, '/staff/sign-in?joined')
    }
    const name = fieldOf(request.body, 'name').trim().slice(0, longestName)
    const password = fieldOf(request.body, 'password')
    const faults = [
      ...(name === ''
        ? [{ field: 'name', text: translate('en', 'staff.invitation.name-missing') }]
        : []),
      ...newPasswordFaults(password, { email, name }),
    ]
    if (faults.length > 0) return showForm(response, invitation, { name, faults })
    const passwordHash = await hashPassword(password)
    const account = {
      id: randomUUID(),
      email,
      name,
      passwordHash,
      language: invitation.language,
      createdAt: clock().toISOString(),
    }
    await database.transact(async (tx) => {
      await tx.insert(accountEntity, account)
      await acceptInvitation(tx, invitation, account, ports)
    })
    const signedIn = { accountId: account.id, way: 'invitation' } as const
    response.redirect(303, await signIn(request, response, signedIn, ports))
  })
}

async function getInvitation(
  token: string,
  { database, clock }: StaffPorts,
): Promise<InvitationRow> {
  const invitation = await findInvitation(database.reader, token, clock())
  if (invitation !== undefined) return invitation
  throw new AppError('not_found', 'This invitation is used, withdrawn or too old')
}
