import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { AppError } from '../../errors/app-error.ts'
import type { Language } from '../../i18n/messages.ts'
import type { Database, Transaction } from '../../node/database/database.ts'
import { insertRows } from '../../node/database/insert-rows.ts'
import { newInOutbox } from '../outbox/outbox-queue.ts'
import type { MailSeal } from './mail-seal.ts'
import type { KeptParams, MailParams, MailTemplate } from './mail-text.ts'
import { type MailRow, mailEntity } from './outbox-schema.ts'

/** A mail to one person. */
export type Mail<Name extends MailTemplate> = {
  to: string
  template: Name
  params: MailParams<Name>
  language: Language
  /** What it is about, to find it again: `award:harbour-youth.<id>`. */
  about?: string
}

export type EnqueuePorts = { mailSeal: MailSeal; clock: () => Date }

/** One plain address: no name, list, comment or line break, from which a header could be made. */
const zAddress = z
  .string()
  .trim()
  .max(254)
  .refine((text) => z.email().safeParse(text).success && /^[^\s<>(),;:"\p{Cc}]+$/u.test(text))

/**
 * Sends mails if, and only if, the unit is committed.
 * @throws AppError request_malformed where one goes to what is not one address
 */
export async function enqueueMails<Name extends MailTemplate>(
  tx: Transaction,
  mails: readonly Mail<Name>[],
  ports: EnqueuePorts,
): Promise<void> {
  const rows = mails.map((mail) => rowOf(mail, ports))
  await insertRows<MailRow>(tx, mailEntity, rows)
}

function rowOf<Name extends MailTemplate>(
  { to, template, params, language, about }: Mail<Name>,
  { mailSeal, clock }: EnqueuePorts,
): MailRow {
  const recipient = zAddress.safeParse(to)
  if (!recipient.success) {
    throw new AppError('request_malformed', 'A mail goes to one e-mail address')
  }
  const id = randomUUID()
  const now = clock()
  // sound: parameters are strings and numbers, whichever template they belong to
  const kept = params as KeptParams
  return {
    id,
    recipient: recipient.data,
    template,
    language,
    content: mailSeal.seal(id, { template, params: kept, language }),
    about: about ?? null,
    createdAt: now.toISOString(),
    ...newInOutbox(now),
  }
}

/** As enqueueMails, for use cases that stand on it alone. */
export type EnqueueMail = <Name extends MailTemplate>(
  tx: Transaction,
  ...mails: readonly Mail<Name>[]
) => Promise<void>

export function createEnqueueMail(ports: EnqueuePorts): EnqueueMail {
  return (tx, ...mails) => enqueueMails(tx, mails, ports)
}

/** Tries a mail again from the start, for another day. @returns false where there is none that can be tried */
export async function tryMailAgain(
  tx: Transaction,
  id: string,
  { clock }: Pick<EnqueuePorts, 'clock'>,
): Promise<boolean> {
  const row = await tx.findOneBy(mailEntity, { id })
  if (row === null || row.state === 'sent' || row.content === null) return false
  const { failure, ...anew } = newInOutbox(clock())
  await tx.update(mailEntity, { id }, anew)
  return true
}

/** After so long nobody asks any more whether a mail was sent. */
const keptForMs = 30 * 24 * 3_600_000

export async function forgetOldMail({
  database,
  clock,
}: {
  database: Database
  clock: () => Date
}): Promise<void> {
  const before = new Date(clock().getTime() - keptForMs).toISOString()
  await database.transact((tx) =>
    tx
      .createQueryBuilder()
      .delete()
      .from(mailEntity)
      .where('created_at < :before', { before })
      .execute(),
  )
}

/** Nobody learns of a mail that is not sent, and nothing is left of one that was. */
export async function forgetMailTo(tx: Transaction, email: string): Promise<void> {
  await tx
    .createQueryBuilder()
    .delete()
    .from(mailEntity)
    .where('LOWER(recipient) = LOWER(:email)', { email: email.trim() })
    .execute()
}
