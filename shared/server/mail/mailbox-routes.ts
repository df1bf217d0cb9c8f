import type { Express } from 'express'
import { AppError } from '../../errors/app-error.ts'
import { translate } from '../../i18n/catalogue.ts'
import type { Language } from '../../i18n/messages.ts'
import type { Database } from '../../node/database/database.ts'
import type { RouteDeclaration } from '../http/route-declarations.ts'
import { render } from '../render.ts'
import type { MailSeal } from './mail-seal.ts'
import { readMail } from './mail-sender.ts'
import { findMail, listSentMail } from './mail-store.ts'
import type { MailRow } from './outbox-schema.ts'
import { renderMailHtml, renderMailText } from './render-mail.ts'

export type MailboxPorts = {
  database: Database
  mailSeal: MailSeal
  serviceName: (language: Language) => string
}

const path = '/demo/mailbox'
const shown = 50

export const mailboxDeclarations: readonly RouteDeclaration[] = [
  { path, methods: ['GET'], errors: 'page' },
  { path: `${path}/:id`, methods: ['GET'], errors: 'page' },
  { path: `${path}/:id/page`, methods: ['GET'], errors: 'page' },
]

/** A mail has its styles in itself, as mail programs want it; nothing in it runs or is fetched. */
const policyOfMail =
  "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox allow-popups"

/** The mails of a demonstration, for everybody: mounted only there. */
export function mailboxRoutes(app: Express, ports: MailboxPorts): void {
  const { database } = ports
  const getMail = async (id: string) => {
    const row = await findMail(database.reader, id)
    const mail = row?.state === 'sent' ? readMail(row, ports) : undefined
    if (row === undefined || mail === undefined) {
      throw new AppError('not_found', 'There is no such mail')
    }
    return { row, mail }
  }

  app.get(path, async (_request, response) => {
    response.locals.lang = 'en'
    const rows = await listSentMail(database.reader, shown)
    render(response, 'mailbox.njk', {
      title: translate('en', 'console.mailbox.title'),
      mails: rows.map((row) => mailboxRow(row, ports)),
    })
  })

  app.get(`${path}/:id`, async (request, response) => {
    response.locals.lang = 'en'
    const { row, mail } = await getMail(request.params.id)
    // the one page of the city that shows another in itself: the mail, from this origin, in a sandbox
    const policy = String(response.get('Content-Security-Policy'))
    response.set('Content-Security-Policy', `${policy}; frame-src 'self'`)
    render(response, 'mailbox-mail.njk', {
      ...mailboxRow(row, ports),
      page: `${path}/${row.id}/page`,
      text: renderMailText(mail.text),
      action: mail.text.action,
    })
  })

  app.get(`${path}/:id/page`, async (request, response) => {
    const { mail } = await getMail(request.params.id)
    response
      .set({ 'Content-Security-Policy': policyOfMail, 'X-Frame-Options': 'SAMEORIGIN' })
      .type('html')
      .send(renderMailHtml(mail.text, mail.language))
  })
}

function mailboxRow(row: MailRow, ports: MailboxPorts) {
  return {
    href: `${path}/${row.id}`,
    to: row.recipient,
    sentAt: row.sentAt,
    subject: readMail(row, ports)?.text.subject ?? '',
  }
}
