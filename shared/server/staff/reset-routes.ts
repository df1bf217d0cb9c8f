import { setTimeout as sleep } from 'node:timers/promises'
import type { Express } from 'express'
import { AppError } from '../../errors/app-error.ts'
import { translate } from '../../i18n/catalogue.ts'
import { everywhere } from '../access.ts'
import type { RouteDeclaration } from '../http/route-declarations.ts'
import { findAccountByEmail, getAccount, normalizedEmail } from './account-store.ts'
import { newPasswordFaults } from './password-faults.ts'
import { hashPassword } from './passwords.ts'
import { makeSecret } from './secrets.ts'
import { endSessionsOf } from './sessions.ts'
import { actorIdOf, type StaffPorts } from './staff.ts'
import { accountEntity, passkeyEntity } from './staff-entities.ts'
import { fieldOf, staffPage } from './staff-page.ts'
import { ofAccount, ofAddress, takeTries } from './throttle.ts'
import { findTicket, issueTicket, redeemTicket, withdrawTickets } from './tickets.ts'

const paths = { ask: '/staff/reset', set: '/staff/reset/:token' } as const

const expiresInSeconds = 3_600
/** Longer than any of it takes: else the time that a mail takes to write would tell who has an account. */
const answerAfterMs = 200

export const resetDeclarations: readonly RouteDeclaration[] = Object.values(paths).map((path) => ({
  path,
  methods: ['GET', 'POST'],
  errors: 'page',
}))

/** A new password by mail. The pages say the same whether or not there is such an account. */
export function resetRoutes(app: Express, ports: StaffPorts): void {
  const { database, clock } = ports
  const title = translate('en', 'staff.reset.title')

  app.get(paths.ask, (_request, response) => {
    const canMail = ports.enqueueMail !== undefined
    staffPage(response, 'staff/reset-ask.njk', { canMail }, { title })
  })

  app.post(paths.ask, async (request, response) => {
    const email = normalizedEmail(fieldOf(request.body, 'email')).slice(0, 254)
    const perAccount = { ...ofAccount(`reset ${email}`), limit: 4 }
    await takeTries(response, [ofAddress(request, 'reset'), perAccount], ports)
    await Promise.all([sendResetMail(email, ports), sleep(answerAfterMs)])
    staffPage(response, 'staff/reset-sent.njk', {}, { title })
  })

  app.get(paths.set, async (request, response) => {
    await getTicket(request.params.token, ports)
    staffPage(response, 'staff/reset-set.njk', {}, { title })
  })

  app.post(paths.set, async (request, response) => {
    const secret = request.params.token
    const { accountId } = await getTicket(secret, ports)
    const account = await getAccount(database.reader, accountId)
    const password = fieldOf(request.body, 'password')
    const faults = newPasswordFaults(password, account)
    if (faults.length > 0) {
      return staffPage(response, 'staff/reset-set.njk', {}, { title, faults })
    }
    const passwordHash = await hashPassword(password)
    await database.transact(async (tx) => {
      const now = clock()
      const ticket = await redeemTicket(tx, { purpose: 'reset', secret, now })
      if (ticket === undefined) throw usedLink()
      await tx.update(accountEntity, { id: accountId }, { passwordHash })
      await endSessionsOf(tx, accountId)
      // whoever had the account before keeps no way in: neither a thief nor somebody who took the address first
      await tx.delete(passkeyEntity, { accountId })
      await withdrawTickets(tx, { accountId, purpose: 'reset' })
      await ports.audit(tx, {
        scope: everywhere,
        actor: actorIdOf(accountId),
        action: 'staff.password-set',
        subject: accountId,
        detail: { way: 'reset' },
        at: now.toISOString(),
      })
    })
    response.redirect(303, '/staff/sign-in?changed')
  })
}

/** For an address that nobody has here, it does as much work but for the mail; see answerAfterMs. */
async function sendResetMail(email: string, ports: StaffPorts): Promise<void> {
  const { database, clock, publicUrl, serviceName, enqueueMail } = ports
  if (enqueueMail === undefined) return
  await database.transact(async (tx) => {
    const account = await findAccountByEmail(tx, email)
    const token = await issueTicket(tx, {
      purpose: 'reset',
      secret: makeSecret(),
      ...(account !== undefined && { accountId: account.id }),
      expiresInSeconds,
      now: clock(),
    })
    if (account === undefined) return
    const { language } = account
    await enqueueMail(tx, {
      to: account.email,
      template: 'staff-reset',
      params: {
        name: account.name,
        service: serviceName(language),
        link: `${publicUrl}/staff/reset/${token}`,
      },
      language,
    })
  })
}

async function getTicket(secret: string, { database, clock }: StaffPorts) {
  const ticket = await findTicket(database.reader, { purpose: 'reset', secret, now: clock() })
  if (ticket?.accountId === undefined) throw usedLink()
  return { accountId: ticket.accountId }
}

function usedLink(): AppError {
  return new AppError('not_found', 'This link is used or too old')
}
