import { LessThan } from 'typeorm'
import type { Reader, Transaction } from '../../node/database/database.ts'
import { hashSecret, makeSecret } from './secrets.ts'
import { type TicketRow, ticketEntity } from './staff-entities.ts'

export type TicketPurpose = 'reset' | 'passkey-sign-in' | 'passkey-registration' | 'single-sign-on'

export type Ticket = { accountId: string | undefined; content: string }

/** @returns the secret, which is kept nowhere */
export async function issueTicket(
  tx: Transaction,
  ticket: {
    purpose: TicketPurpose
    accountId?: string
    content?: string
    /** Where the secret is made elsewhere, as a challenge is. */
    secret?: string
    expiresInSeconds: number
    now: Date
  },
): Promise<string> {
  const { purpose, accountId, content = '', secret = makeSecret(), expiresInSeconds, now } = ticket
  await tx.insert(ticketEntity, {
    tokenHash: hashSecret(secret),
    purpose,
    accountId: accountId ?? null,
    content,
    expiresAt: new Date(now.getTime() + expiresInSeconds * 1_000).toISOString(),
  })
  return secret
}

export async function findTicket(
  reader: Reader,
  { purpose, secret, now }: { purpose: TicketPurpose; secret: string; now: Date },
): Promise<Ticket | undefined> {
  const row = await reader.findOneBy(ticketEntity, { tokenHash: hashSecret(secret), purpose })
  return row === null || row.expiresAt <= now.toISOString() ? undefined : ticketOf(row)
}

/** Uses the ticket up: of many who come at once with the same one, one gets it. */
export async function redeemTicket(
  tx: Transaction,
  ticket: { purpose: TicketPurpose; secret: string; now: Date },
): Promise<Ticket | undefined> {
  const found = await findTicket(tx, ticket)
  if (found === undefined) return undefined
  const { affected } = await tx.delete(ticketEntity, { tokenHash: hashSecret(ticket.secret) })
  return affected === 0 ? undefined : found
}

/** Ends those that somebody has not used. */
export async function withdrawTickets(
  tx: Transaction,
  key: { accountId: string; purpose: TicketPurpose },
): Promise<void> {
  await tx.delete(ticketEntity, key)
}

export async function forgetTickets(tx: Transaction, now: Date): Promise<void> {
  await tx.delete(ticketEntity, { expiresAt: LessThan(now.toISOString()) })
}

function ticketOf({ accountId, content }: TicketRow): Ticket {
  return { accountId: accountId ?? undefined, content }
}
