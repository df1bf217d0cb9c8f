import { EntitySchema } from 'typeorm'
import type { Reader, Transaction } from '../../shared/node/database/database.ts'
import { insertRows } from '../../shared/node/database/insert-rows.ts'

/** Links that are sent again to many people at once. Its job has the same id. */
export type ReminderRow = {
  provider: string
  id: string
  /** To how many it was to go. */
  people: number
  /** Who did it: stands in the audit. */
  actor: string
  createdAt: string
}

export const reminderEntity = new EntitySchema<ReminderRow>({
  name: 'reminder',
  columns: {
    provider: { type: 'varchar', primary: true },
    id: { type: 'varchar', primary: true },
    people: { type: 'integer' },
    actor: { type: 'varchar' },
    createdAt: { type: 'varchar', name: 'created_at' },
  },
})

type ReminderPartRow = {
  provider: string
  reminderId: string
  /** The same as of the job's part. */
  number: number
  /** JSON: the ids of the awards. */
  awards: string
  sent: number
  leftOut: number
}

export const reminderPartEntity = new EntitySchema<ReminderPartRow>({
  name: 'reminder_part',
  columns: {
    provider: { type: 'varchar', primary: true },
    reminderId: { type: 'varchar', name: 'reminder_id', primary: true },
    number: { type: 'integer', primary: true },
    awards: { type: 'text' },
    sent: { type: 'integer' },
    leftOut: { type: 'integer', name: 'left_out' },
  },
})

export type ReminderKey = Pick<ReminderRow, 'provider' | 'id'>

export async function addReminder(
  tx: Transaction,
  reminder: ReminderRow,
  parts: readonly (readonly string[])[],
): Promise<void> {
  await tx.insert(reminderEntity, reminder)
  const { provider, id: reminderId } = reminder
  const rows = parts.map((awards, number) => ({
    provider,
    reminderId,
    number,
    awards: JSON.stringify(awards),
    sent: 0,
    leftOut: 0,
  }))
  await insertRows(tx, reminderPartEntity, rows)
}

export async function findReminder(
  reader: Reader,
  { provider, id }: ReminderKey,
): Promise<ReminderRow | undefined> {
  return (await reader.findOneBy(reminderEntity, { provider, id })) ?? undefined
}

/** The ids of the awards of a part. */
export async function readReminderPart(
  reader: Reader,
  { provider, id: reminderId }: ReminderKey,
  number: number,
): Promise<string[]> {
  const part = await reader.findOneBy(reminderPartEntity, { provider, reminderId, number })
  // sound: addReminder wrote it
  return part === null ? [] : (JSON.parse(part.awards) as string[])
}

export async function notePart(
  tx: Transaction,
  { provider, id: reminderId }: ReminderKey,
  { number, ...outcome }: { number: number; sent: number; leftOut: number },
): Promise<void> {
  await tx.update(reminderPartEntity, { provider, reminderId, number }, outcome)
}

/** How many got it so far, and how many were left out. */
export async function countReminded(
  reader: Reader,
  { provider, id: reminderId }: ReminderKey,
): Promise<{ sent: number; leftOut: number }> {
  const parts = await reader.find(reminderPartEntity, {
    select: { sent: true, leftOut: true },
    where: { provider, reminderId },
  })
  return {
    sent: parts.reduce((sum, part) => sum + part.sent, 0),
    leftOut: parts.reduce((sum, part) => sum + part.leftOut, 0),
  }
}
