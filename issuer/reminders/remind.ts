import { randomUUID } from 'node:crypto'
import { AppError, isAppError } from '../../shared/errors/app-error.ts'
import type { Database, Reader, Transaction } from '../../shared/node/database/database.ts'
import type { JobRow } from '../../shared/node/jobs/job-entities.ts'
import { addJob, findJob } from '../../shared/node/jobs/job-store.ts'
import type { JobKind } from '../../shared/node/jobs/jobs.ts'
import type { Actor } from '../actor.ts'
import { type AwardMailPorts, sendAgain } from '../awards/award-mail.ts'
import { findAward } from '../awards/award-store.ts'
import { type AwardChoice, listAwards } from '../awards/list-awards.ts'
import { audit } from '../log/audit.ts'
import {
  addReminder,
  countReminded,
  findReminder,
  notePart,
  type ReminderKey,
  type ReminderRow,
  readReminderPart,
} from './reminder-store.ts'

export const reminderJob = 'reminder'

/** So many people get their link again at once; the rest when it is asked for again. */
export const mostReminded = 2_000

/** So many mails go into the outbox in one unit: the other writers wait but a moment. */
const awardsInPart = 25

/** Whoever got their link so lately is not written to again. */
const restMs = 24 * 3_600_000

export type ReminderPorts = AwardMailPorts & { database: Database }

export type ReminderChoice = Omit<AwardChoice, 'provider' | 'state' | 'sentBefore'>

/** Of the awards that nobody has taken, those whose people are to be written to: the newest first, at most one more than are reminded at once. */
export async function listToRemind(
  reader: Reader,
  { provider, choice }: { provider: string; choice: ReminderChoice },
  now: Date,
): Promise<string[]> {
  const sentBefore = new Date(now.getTime() - restMs).toISOString()
  const limit = mostReminded + 1
  const awards = await listAwards(reader, {
    ...choice,
    ...{ provider, state: 'offered', sentBefore, limit },
  })
  return awards.map(({ id }) => id)
}

/** @throws AppError conflict where there is nobody to write to, or the city sends no mail */
export async function startReminder(
  tx: Transaction,
  asked: { provider: string; choice: ReminderChoice; actor: Actor },
  ports: Pick<ReminderPorts, 'clock' | 'enqueueMail'>,
): Promise<ReminderRow> {
  const { provider, actor } = asked
  if (ports.enqueueMail === undefined) {
    throw new AppError('conflict', 'This city sends no e-mail. Hand the links over another way')
  }
  const now = ports.clock()
  const ids = (await listToRemind(tx, asked, now)).slice(0, mostReminded)
  if (ids.length === 0) throw new AppError('conflict', 'There is nobody to send a link again to')
  const parts = Array.from({ length: Math.ceil(ids.length / awardsInPart) }, (_, part) =>
    ids.slice(part * awardsInPart, (part + 1) * awardsInPart),
  )
  const at = now.toISOString()
  const id = randomUUID()
  const reminder = { provider, id, people: ids.length, actor: actor.name, createdAt: at }
  await addReminder(tx, reminder, parts)
  await addJob(tx, { id, kind: reminderJob, scope: provider, parts: parts.length, at })
  const detail = { people: ids.length }
  await audit(tx, {
    provider,
    actor: actor.name,
    action: 'award.reminded',
    subject: id,
    detail,
    at,
  })
  return reminder
}

/** Sends the links of a part. Who took the badge meanwhile, or got the link another way, is left out. */
export function createReminderJob(ports: ReminderPorts): JobKind {
  return {
    run: ({ job, number }, keep) =>
      keep(async (tx) => {
        const key = { provider: job.scope, id: job.id }
        const reminder = await findReminder(tx, key)
        if (reminder === undefined) return
        const ids = await readReminderPart(tx, key, number)
        let sent = 0
        for (const id of ids) {
          if (await remind(tx, { id, reminder }, ports)) sent += 1
        }
        await notePart(tx, key, { number, sent, leftOut: ids.length - sent })
      }),
  }
}

const nothingToSend = new Set([
  'not_found',
  'conflict',
  'award_revoked',
  'offer_claimed',
  'offer_withdrawn',
  'offer_locked',
])

async function remind(
  tx: Transaction,
  { id, reminder }: { id: string; reminder: ReminderRow },
  ports: ReminderPorts,
): Promise<boolean> {
  const key = { provider: reminder.provider, id }
  const award = await findAward(tx, key)
  const restedBy = new Date(Date.parse(reminder.createdAt) - restMs).toISOString()
  if (award === undefined || award.recipientEmail === '') return false
  if (award.sentAt !== null && award.sentAt >= restedBy) return false
  try {
    await sendAgain(tx, { key, actor: { name: reminder.actor } }, ports)
    return true
  } catch (error) {
    if (isAppError(error) && nothingToSend.has(error.code)) return false
    throw error
  }
}

export type ReminderProgress = {
  state: JobRow['state']
  people: number
  sent: number
  leftOut: number
}

/** @throws AppError not_found */
export async function readReminder(reader: Reader, key: ReminderKey): Promise<ReminderProgress> {
  const reminder = await findReminder(reader, key)
  const job = reminder && (await findJob(reader, reminder.id))
  if (reminder === undefined || job === undefined) {
    throw new AppError('not_found', 'There is no such round of mails')
  }
  return { state: job.state, people: reminder.people, ...(await countReminded(reader, key)) }
}
