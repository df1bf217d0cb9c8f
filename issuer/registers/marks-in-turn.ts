import { z } from 'zod'
import type { Transaction } from '../../shared/node/database/database.ts'
import { idempotencyKeyEntity } from '../../shared/server/api/api-schema.ts'
import { zAttendance } from './activity.ts'

/** What a page sends after a tap; each sending of it has the next turn. */
export const zMarks = zAttendance.extend({
  page: z.uuid().optional(),
  turn: z.int().min(1).default(1),
})

type Marks = z.infer<typeof zMarks>
type Attendance = z.infer<typeof zAttendance>

const zTurns = z.record(z.string(), z.int())

/**
 * What of these marks is news: two sendings of one page may overtake each other, as when it is left while the first is on
 * its way, and the later tap counts. Which turn said something of whom last is kept for a day, with the page's answers.
 */
export async function newestMarks(
  tx: Transaction,
  { page, turn, here, away }: Marks,
  { actorId, at }: { actorId: string; at: string },
): Promise<Attendance> {
  if (page === undefined) return { here, away }
  const place = { scope: `register ${actorId}`, key: page }
  const kept = await tx.findOneBy(idempotencyKeyEntity, place)
  const turns = kept === null ? {} : zTurns.parse(JSON.parse(kept.body))
  const isNews = (id: string) => (turns[id] ?? 0) < turn
  const news = { here: here.filter(isNews), away: away.filter(isNews) }
  for (const id of [...news.here, ...news.away]) turns[id] = turn
  const body = JSON.stringify(turns)
  if (kept === null) {
    const row = { ...place, fingerprint: '', status: 200, body, createdAt: at }
    await tx.insert(idempotencyKeyEntity, row)
  } else {
    await tx.update(idempotencyKeyEntity, place, { body })
  }
  return news
}
