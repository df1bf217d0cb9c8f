import type { Language } from '../../i18n/messages.ts'
import type { Database } from '../../node/database/database.ts'
import type { Logger } from '../operation/logger.ts'
import { changesAfter, createDueSender, keepSending, noteOutcome } from '../outbox/outbox-queue.ts'
import { type MailSeal, zMailContent } from './mail-seal.ts'
import { isMailTemplate, type MailText, writeMail } from './mail-text.ts'
import type { Delivery, MailTransport } from './mail-transport.ts'
import { type MailRow, mailEntity } from './outbox-schema.ts'
import { renderMailHtml, renderMailText } from './render-mail.ts'

export type MailSenderPorts = {
  database: Database
  clock: () => Date
  logger: Logger
  mailSeal: MailSeal
  transport: MailTransport
  /** Who sends, as people know it. */
  serviceName: (language: Language) => string
}

export type MailSender = {
  /** Sends all that is due, or what is under way when it is to close. @returns how many were sent */
  sendNow(closing?: AbortSignal): Promise<number>
  close(): void
}

const batchSize = 20

/** Sends what waits in the outbox: of several nodes on one database each mail goes out from one. */
export function createMailSender(ports: MailSenderPorts): MailSender {
  return {
    sendNow: createDueSender(
      {
        ...{ entity: mailEntity, batchSize },
        sendOne: async (row) => (await sendOne(row, ports)).outcome,
      },
      ports,
    ),
    close: () => ports.transport.close(),
  }
}

/** What a kept mail says; nothing where its content is gone. @throws AppError key_unreadable */
export function readMail(
  row: MailRow,
  { mailSeal, serviceName }: Pick<MailSenderPorts, 'mailSeal' | 'serviceName'>,
): { text: MailText; language: Language } | undefined {
  if (row.content === null) return undefined
  const { template, params, language } = zMailContent.parse(mailSeal.open(row.id, row.content))
  if (!isMailTemplate(template)) throw new Error('there is no mail of this template')
  const text = writeMail({ template, params, language }, serviceName(language))
  return { text, language }
}

async function sendOne(row: MailRow, ports: MailSenderPorts): Promise<Delivery> {
  const delivery = await deliver(row, ports).catch((error: unknown): Delivery => {
    ports.logger.error('a mail could not be written', { error })
    return { outcome: 'later', failure: 'fault' }
  })
  await note(row, delivery, ports)
  return delivery
}

async function deliver(row: MailRow, ports: MailSenderPorts): Promise<Delivery> {
  const mail = readMail(row, ports)
  if (mail === undefined) return { outcome: 'refused', failure: 'fault' }
  const { text, language } = mail
  return ports.transport.send({
    id: row.id,
    to: row.recipient,
    senderName: ports.serviceName(language),
    subject: text.subject,
    text: renderMailText(text),
    html: renderMailHtml(text, language),
    language,
  })
}

async function note(row: MailRow, delivery: Delivery, ports: MailSenderPorts): Promise<void> {
  const { database, clock, logger, transport } = ports
  const changes = changesAfter(row, delivery, clock())
  const isDone = delivery.outcome === 'sent' && !transport.keepsContent
  await database.transact(async (tx) => {
    await noteOutcome(tx, mailEntity, row, { ...changes, ...(isDone && { content: null }) })
  })
  if (delivery.outcome === 'sent') return
  const fields = { code: delivery.failure, attempt: changes.attempts }
  if (changes.state === 'failed') logger.error('a mail was given up: staff see it', fields)
  else logger.warn('a mail could not be sent and is tried again', fields)
}

/**
 * Sends what is due every second.
 * @returns a function that ends it, once the mails under way are handed over
 */
export function keepSendingMail({
  mailSender,
  logger,
}: {
  mailSender: MailSender
  logger: Logger
}): () => Promise<void> {
  const end = keepSending(mailSender, { logger, what: 'mail' })
  return async () => {
    await end()
    mailSender.close()
  }
}
