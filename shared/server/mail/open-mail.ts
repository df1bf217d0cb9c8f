import type { Language } from '../../i18n/messages.ts'
import type { Database } from '../../node/database/database.ts'
import type { DeriveBytes } from '../../node/kms/installation-secret.ts'
import type { Logger } from '../../node/logger.ts'
import { createMailSeal, type MailSeal } from './mail-seal.ts'
import { createMailSender, type MailSender } from './mail-sender.ts'
import { type MailTransport, mailboxTransport, noTransport } from './mail-transport.ts'
import { createEnqueueMail, type EnqueueMail } from './outbox.ts'
import { createSmtpTransport } from './smtp-transport.ts'

/** What an application needs to send mail. */
export type MailParts = {
  mailSeal: MailSeal
  mailSender: MailSender
  /** Absent where no mail is sent: then links are handed over by who makes them. */
  enqueueMail?: EnqueueMail
  /** Who sends the mails, as people know it. */
  serviceName: (language: Language) => string
}

export type MailConfig = {
  publicUrl: string
  /** Mails go to the mailbox that everybody sees. */
  demo: boolean
  /** The mail server; without one, mails wait until there is one. */
  mail?: { smtpUrl: string; from: string }
}

export function openMail(
  config: MailConfig,
  ports: Pick<MailParts, 'serviceName'> & {
    database: Database
    clock: () => Date
    logger: Logger
    derive: DeriveBytes
  },
): MailParts {
  const { serviceName, derive, clock } = ports
  const mailSeal = createMailSeal(derive('mail'))
  const transport = transportOf(config)
  return {
    mailSeal,
    serviceName,
    ...(transport !== noTransport && { enqueueMail: createEnqueueMail({ mailSeal, clock }) }),
    mailSender: createMailSender({ ...ports, mailSeal, transport }),
  }
}

function transportOf({ demo, mail, publicUrl }: MailConfig): MailTransport {
  if (demo) return mailboxTransport
  if (mail === undefined) return noTransport
  const { smtpUrl: url, from } = mail
  return createSmtpTransport({ url, from, host: new URL(publicUrl).hostname })
}
