import { randomUUID } from 'node:crypto'
import type { Express, Request, Response } from 'express'
import { translate } from '../../i18n/catalogue.ts'
import type { Transaction } from '../../node/database/database.ts'
import type { RouteDeclaration } from '../http/route-declarations.ts'
import { findAccount, findAccountByEmail, normalizedEmail } from './account-store.ts'
import { acceptInvitation, listInvitationsTo } from './invitations.ts'
import { ownEntry } from './own-entry.ts'
import { clearPassingCookie, readPassingCookie, setPassingCookie } from './session-cookie.ts'
import { endSessionsOf } from './sessions.ts'
import { safeTarget, signIn } from './sign-in.ts'
import {
  singleSignOnPaths as paths,
  type SingleSignOn,
  type SingleSignOnIdentity,
} from './single-sign-on.ts'
import type { StaffPorts } from './staff.ts'
import { type AccountRow, accountEntity, identityEntity, passkeyEntity } from './staff-entities.ts'
import { ofAddress, takeTries } from './throttle.ts'
import { issueTicket, redeemTicket } from './tickets.ts'

const expiresInSeconds = 600

export const singleSignOnDeclarations: readonly RouteDeclaration[] = Object.values(paths).map(
  (path) => ({ path, methods: ['GET'], errors: 'page' }),
)

/**
 * Out to another's sign-in and back. It lets in who has an account here, or an invitation, under an address that the
 * other side has checked.
 */
export function singleSignOnRoutes(
  app: Express,
  ports: StaffPorts,
  singleSignOn: SingleSignOn,
): void {
  const { database, clock } = ports

  app.get(paths.out, async (request, response) => {
    await takeTries(response, [ofAddress(request, 'single-sign-on')], ports)
    const { url, state, kept } = await singleSignOn.begin()
    const content = JSON.stringify({ kept, to: safeTarget(request.query.to, ports) })
    const now = clock()
    await database.transact((tx) =>
      issueTicket(tx, { purpose: 'single-sign-on', secret: state, content, expiresInSeconds, now }),
    )
    // the browser that went is the one that may come back
    setPassingCookie(response, state, ports)
    response.redirect(303, url.href)
  })

  app.get(paths.back, async (request, response) => {
    const begun = await findBegun(request, response, ports)
    if (begun === undefined) return response.redirect(303, '/staff/sign-in?refused')
    const answer = new URL(request.originalUrl, ports.publicUrl)
    const identity = await singleSignOn.finish(answer, begun)
    const found = await database.transact((tx) => findOrJoin(tx, identity, ports))
    if (found === undefined) return response.redirect(303, '/staff/sign-in?refused')
    const { accountId, hasLostWays } = found
    const signedIn = {
      ...({ accountId, way: 'single-sign-on', to: begun.to } as const),
      ...(hasLostWays && { tell: translate('en', 'staff.account.only-single-sign-on') }),
    }
    response.redirect(303, await signIn(request, response, signedIn, ports))
  })
}

async function findBegun(request: Request, response: Response, ports: StaffPorts) {
  const state = readPassingCookie(request, ports)
  clearPassingCookie(response, ports)
  if (state === undefined || request.query.state !== state) return undefined
  const now = ports.clock()
  const ticket = await ports.database.transact((tx) =>
    redeemTicket(tx, { purpose: 'single-sign-on', secret: state, now }),
  )
  if (ticket === undefined) return undefined
  // sound: the way out wrote it
  const { kept, to } = JSON.parse(ticket.content) as { kept: string; to: string }
  return { state, kept, to }
}

/** The account that goes with an identity: linked before, or found or made by the checked address. */
async function findOrJoin(
  tx: Transaction,
  identity: SingleSignOnIdentity,
  ports: StaffPorts,
): Promise<{ accountId: string; hasLostWays?: boolean } | undefined> {
  const { issuer, subject, email } = identity
  const linked = await tx.findOneBy(identityEntity, { issuer, subject })
  if (linked !== null) {
    const account = await findAccount(tx, linked.accountId)
    return account && { accountId: account.id }
  }
  if (email === undefined) return undefined
  const known = await findAccountByEmail(tx, email)
  const hasLostWays = known !== undefined && (await endOtherWaysIn(tx, known))
  const account = known ?? (await join(tx, identity, email, ports))
  if (account === undefined) return undefined
  const now = ports.clock()
  const createdAt = now.toISOString()
  await tx.insert(identityEntity, { issuer, subject, accountId: account.id, createdAt })
  await ports.audit(tx, ownEntry(account.id, 'staff.identity-linked', now))
  return { accountId: account.id, hasLostWays }
}

/**
 * An account may have been made by somebody who never had its address, from a link that was handed to them. Whose the
 * address is has just been shown: nobody else keeps a way in. A password can be set anew where one's account is shown.
 * @returns whether there was one
 */
async function endOtherWaysIn(
  tx: Transaction,
  { id: accountId, passwordHash }: Pick<AccountRow, 'id' | 'passwordHash'>,
): Promise<boolean> {
  const { affected } = await tx.delete(passkeyEntity, { accountId })
  await tx.update(accountEntity, { id: accountId }, { passwordHash: null })
  await endSessionsOf(tx, accountId)
  return passwordHash !== null || affected !== 0
}

async function join(
  tx: Transaction,
  identity: SingleSignOnIdentity,
  address: string,
  ports: StaffPorts,
): Promise<{ id: string } | undefined> {
  const now = ports.clock()
  const invitations = await listInvitationsTo(tx, address, now)
  if (invitations.length === 0) return undefined
  const email = normalizedEmail(address)
  const name = (identity.name ?? email).slice(0, 100)
  const account = {
    id: randomUUID(),
    email,
    name,
    passwordHash: null,
    language: invitations[0]?.language ?? 'en',
    createdAt: now.toISOString(),
  }
  await tx.insert(accountEntity, account)
  for (const invitation of invitations) await acceptInvitation(tx, invitation, account, ports)
  return account
}
