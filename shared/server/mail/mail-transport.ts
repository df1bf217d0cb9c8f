import type { Outcome } from '../outbox/outbox-queue.ts'

/** A mail, ready for the way it goes. */
export type MailMessage = {
  /** The same for each try, so that a mail that arrives twice is known as one. */
  id: string
  to: string
  /** How the sender is called, in the language of the mail. */
  senderName: string
  subject: string
  text: string
  html: string
  language: string
}

/** Why a mail could not be sent. */
export type MailFailure =
  | 'not-set-up'
  | 'unreachable'
  | 'sign-in-refused'
  | 'recipient-refused'
  | 'refused'
  | 'fault'

export type Delivery = Outcome<MailFailure>

export type MailTransport = {
  /** Never throws for what a mail server does. */
  send(message: MailMessage): Promise<Delivery>
  /** A demonstration shows what it sent. */
  keepsContent?: boolean
  close(): void
}

/** For a city that has not named a mail server: mails wait until it has. */
export const noTransport: MailTransport = {
  send: async () => ({ outcome: 'later', failure: 'not-set-up' }),
  close() {},
}

/** For a demonstration: nothing leaves the machine, and everybody can read it in the mailbox. */
export const mailboxTransport: MailTransport = {
  send: async () => ({ outcome: 'sent' }),
  keepsContent: true,
  close() {},
}
