import { randomUUID } from 'node:crypto'
import type { Express, Request, Response } from 'express'
import { AppError } from '../../errors/app-error.ts'
import { translate } from '../../i18n/catalogue.ts'
import { redirectWith } from '../console/flash.ts'
import type { RouteDeclaration } from '../http/route-declarations.ts'
import { findAccountByEmail } from './account-store.ts'
import { acceptInvitation, findInvitation } from './invitations.ts'
import { newPasswordFaults } from './password-faults.ts'
import { hashPassword } from './passwords.ts'
import { signIn } from './sign-in.ts'
import { findSignedIn } from './signed-in.ts'
import type { StaffPorts } from './staff.ts'
import { type AccountRow, accountEntity, type InvitationRow } from './staff-entities.ts'
import { type FormFault, fieldOf, staffPage } from './staff-page.ts'
import { ofAddress, takeTries } from './throttle.ts'

const path = '/staff/invitation/:token'

export const invitationDeclarations: readonly RouteDeclaration[] = [
  { path, methods: ['GET', 'POST'], errors: 'page' },
]

const longestName = 100

/**
 * Who opens the link of an invitation may join under its address. Opening it changes nothing. An account that is there
 * already was perhaps made by somebody else, from a link that was handed to them: it joins only by who has signed in to
 * it, so that what a city gives to an address goes to nobody who took that address before.
 */
export function invitationRoutes(
  app: Express,
  ports: StaffPorts,
  options: { singleSignOn?: { name: string } },
): void {
  const { database, clock } = ports

  const showForm = async (
    request: Request,
    response: Response,
    invitation: InvitationRow,
    form: { name?: string; faults?: readonly FormFault[] } = {},
  ) => {
    const { email, scope, role } = invitation
    const where = await ports.scopeName(scope, 'en')
    const known = await findAccountByEmail(database.reader, email)
    const isKnown = known !== undefined
    const isTheirs = isKnown && (await findSignedIn(request, ports))?.account.id === known.id
    staffPage(
      response,
      'staff/invitation.njk',
      {
        email,
        where,
        role: ports.roleName(role, 'en'),
        isKnown,
        ...(isKnown && !isTheirs && { signInHref: signInTo(request) }),
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
    await showForm(request, response, await getInvitation(request.params.token, ports))
  })

  app.post(path, async (request, response) => {
    await takeTries(response, [ofAddress(request, 'invitation')], ports)
    const invitation = await getInvitation(request.params.token, ports)
    const { email } = invitation
    const known = await findAccountByEmail(database.reader, email)
    if (known !== undefined) return joinAs(known, invitation, request, response)
    const name = fieldOf(request.body, 'name').trim().slice(0, longestName)
    const password = fieldOf(request.body, 'password')
    const faults = [
      ...(name === ''
        ? [{ field: 'name', text: translate('en', 'staff.invitation.name-missing') }]
        : []),
      ...newPasswordFaults(password, { email, name }),
    ]
    if (faults.length > 0) return showForm(request, response, invitation, { name, faults })
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

  async function joinAs(
    known: Pick<AccountRow, 'id'>,
    invitation: InvitationRow,
    request: Request,
    response: Response,
  ) {
    const signedIn = await findSignedIn(request, ports)
    if (signedIn?.account.id !== known.id) return response.redirect(303, signInTo(request))
    response.locals.staff = signedIn
    await database.transact((tx) => acceptInvitation(tx, invitation, known, ports))
    const where = await ports.scopeName(invitation.scope, 'en')
    const text = translate('en', 'staff.invitation.joined', { where })
    await redirectWith(response, ports.home, { text }, ports)
  }
}

/** And from there back to the invitation. */
function signInTo({ path: invitation }: Request): string {
  return `/staff/sign-in?to=${encodeURIComponent(invitation)}`
}

async function getInvitation(
  token: string,
  { database, clock }: StaffPorts,
): Promise<InvitationRow> {
  const invitation = await findInvitation(database.reader, token, clock())
  if (invitation !== undefined) return invitation
  throw new AppError('not_found', 'This invitation is used, withdrawn or too old')
}
