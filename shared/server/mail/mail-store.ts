import type { Reader, Transaction } from '../../node/database/database.ts'
import { type MailRow, mailEntity } from './outbox-schema.ts'

/** A mail as staff may see it: to whom, about what, and how it fares; never what is in it. */
export type MailView = Pick<
  MailRow,
  'id' | 'recipient' | 'template' | 'about' | 'attempts' | 'failure' | 'createdAt' | 'sentAt'
> & { state: MailRow['state']; triedAgainAt: string | null }

export type StuckMailPage = { after?: { createdAt: string; id: string } | undefined; limit: number }

/** Mails that could not be sent so far, or were given up: the newest first. */
export async function listStuckMail(
  reader: Reader,
  { after, limit }: StuckMailPage,
): Promise<MailView[]> {
  const query = reader
    .createQueryBuilder(mailEntity, 'mail')
    .where("(mail.state = 'failed' OR (mail.state = 'waiting' AND mail.attempts > 0))")
    .orderBy('mail.createdAt', 'DESC')
    .addOrderBy('mail.id', 'DESC')
    .take(limit)
  if (after !== undefined) {
    query.andWhere('(mail.createdAt, mail.id) < (:afterCreatedAt, :afterId)', {
      afterCreatedAt: after.createdAt,
      afterId: after.id,
    })
  }
  return (await query.getMany()).map(viewOf)
}

export async function findMail(reader: Reader, id: string): Promise<MailRow | undefined> {
  return (await reader.findOneBy(mailEntity, { id })) ?? undefined
}

/** The last mails that were sent, for the mailbox of a demonstration. */
export async function listSentMail(reader: Reader, limit: number): Promise<MailRow[]> {
  return reader.find(mailEntity, {
    where: { state: 'sent' },
    order: { createdAt: 'DESC', id: 'DESC' },
    take: limit,
  })
}

/** What is kept of mails to a person. */
export async function listMailTo(reader: Reader, email: string) {
  const rows = await reader
    .createQueryBuilder(mailEntity, 'mail')
    .where('LOWER(mail.recipient) = LOWER(:email)', { email: email.trim() })
    .orderBy('mail.createdAt', 'ASC')
    .getMany()
  return rows.map(({ template, about, state, createdAt, sentAt }) => ({
    template,
    about,
    state,
    createdAt,
    sentAt,
  }))
}

/** Those that were given up, the oldest first. */
export async function listFailedIds(tx: Transaction, limit: number): Promise<string[]> {
  const rows = await tx.find(mailEntity, {
    select: { id: true },
    where: { state: 'failed' },
    order: { createdAt: 'ASC' },
    take: limit,
  })
  return rows.map(({ id }) => id)
}

function viewOf({ content, dueAt, giveUpAt, lease, language, ...row }: MailRow): MailView {
  return { ...row, triedAgainAt: row.state === 'waiting' ? dueAt : null }
}
