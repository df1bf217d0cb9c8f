import { randomUUID } from 'node:crypto'
import { LessThan, Not } from 'typeorm'
import type { Database, Reader, Transaction } from '../../node/database/database.ts'
import { hashSecret, makeSecret } from './secrets.ts'
import { type SessionRow, sessionEntity } from './staff-entities.ts'

const sessionIdleSeconds = 8 * 3_600
const sessionLifetimeSeconds = 7 * 24 * 3_600

/** A session is noted as seen at most so often: looking at a page is no reason to write. */
const seenEverySeconds = 300

const after = (now: Date, seconds: number) =>
  new Date(now.getTime() + seconds * 1_000).toISOString()

export type SignInWay = 'password' | 'passkey' | 'single-sign-on' | 'invitation' | 'demonstration'

/**
 * Begins a session; the one that the browser brought ends, so that nobody can have fixed it before.
 * @returns the value of the cookie, which is kept nowhere else
 */
export async function beginSession(
  tx: Transaction,
  session: {
    accountId: string
    way: SignInWay
    former?: string | undefined
    /** What the first page says, as a sentence. */
    tell?: string | undefined
    now: Date
  },
): Promise<string> {
  const { accountId, way, former, tell, now } = session
  if (former !== undefined) await tx.delete(sessionEntity, { tokenHash: hashSecret(former) })
  const token = makeSecret()
  await tx.insert(sessionEntity, {
    tokenHash: hashSecret(token),
    id: randomUUID(),
    accountId,
    way,
    createdAt: now.toISOString(),
    seenAt: now.toISOString(),
    expiresAt: after(now, sessionLifetimeSeconds),
    flash: tell === undefined ? null : JSON.stringify({ text: tell }),
  })
  return token
}

/** The living session of a cookie: seen in the last hours, and not older than a week. */
export async function findSession(
  { database, clock }: { database: Database; clock: () => Date },
  token: string,
): Promise<SessionRow | undefined> {
  const row = await database.reader.findOneBy(sessionEntity, { tokenHash: hashSecret(token) })
  const now = clock()
  if (row === null || !isLiving(row, now)) return undefined
  if (row.seenAt < after(now, -seenEverySeconds)) {
    const { tokenHash } = row
    await database.transact((tx) =>
      tx.update(sessionEntity, { tokenHash }, { seenAt: now.toISOString() }),
    )
  }
  return row
}

function isLiving({ seenAt, expiresAt }: SessionRow, now: Date): boolean {
  return expiresAt > now.toISOString() && seenAt > after(now, -sessionIdleSeconds)
}

/** Somebody's living sessions, the newest first. */
export async function listSessions(
  reader: Reader,
  accountId: string,
  now: Date,
): Promise<SessionRow[]> {
  const rows = await reader.find(sessionEntity, {
    where: { accountId },
    order: { createdAt: 'DESC' },
  })
  return rows.filter((row) => isLiving(row, now))
}

export async function endSession(tx: Transaction, tokenHash: string): Promise<void> {
  await tx.delete(sessionEntity, { tokenHash })
}

/** Ends all of somebody's sessions, but for one where `except` names it. */
export async function endSessionsOf(
  tx: Transaction,
  accountId: string,
  except?: string,
): Promise<void> {
  const others = except === undefined ? {} : { tokenHash: Not(except) }
  await tx.delete(sessionEntity, { accountId, ...others })
}

export async function forgetSessions(tx: Transaction, now: Date): Promise<void> {
  await tx.delete(sessionEntity, { expiresAt: LessThan(now.toISOString()) })
  await tx.delete(sessionEntity, { seenAt: LessThan(after(now, -sessionIdleSeconds)) })
}
