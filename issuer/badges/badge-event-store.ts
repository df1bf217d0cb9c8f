import { randomUUID } from 'node:crypto'
import { EntitySchema } from 'typeorm'
import type { Reader, Transaction } from '../../shared/node/database/database.ts'

const badgeEventKinds = [
  'made',
  'comment',
  'submitted',
  'taken-back',
  'changes-asked',
  'approved',
  'published',
  'retired',
] as const

export type BadgeEventKind = (typeof badgeEventKinds)[number]

/** What happened to a version of a badge on its way, and what was said of it. */
export type BadgeEvent = {
  provider: string
  badge: string
  id: string
  /** The version that it is about, published or to be. */
  version: number
  kind: BadgeEventKind
  actor: string
  /** In the words of who acted; empty for none. */
  words: string
  /** Points of the checklist that were ticked. */
  points: readonly string[]
  at: string
}

type BadgeEventRow = Omit<BadgeEvent, 'points' | 'kind'> & { kind: string; points: string }

export const badgeEventEntity = new EntitySchema<BadgeEventRow>({
  name: 'badge_event',
  columns: {
    provider: { type: 'varchar', primary: true },
    badge: { type: 'varchar', primary: true },
    id: { type: 'varchar', primary: true },
    version: { type: 'integer' },
    kind: { type: 'varchar' },
    actor: { type: 'varchar' },
    words: { type: 'text' },
    points: { type: 'text' },
    at: { type: 'varchar' },
  },
})

export async function addBadgeEvent(
  tx: Transaction,
  event: Omit<BadgeEvent, 'id' | 'words' | 'points'> &
    Partial<Pick<BadgeEvent, 'words' | 'points'>>,
): Promise<void> {
  const { words = '', points = [], ...rest } = event
  await tx.insert(badgeEventEntity, {
    ...rest,
    id: randomUUID(),
    words,
    points: JSON.stringify(points),
  })
}

const maxEvents = 200

/** The newest first. */
export async function listBadgeEvents(
  reader: Reader,
  { provider, slug: badge }: { provider: string; slug: string },
): Promise<BadgeEvent[]> {
  const rows = await reader.find(badgeEventEntity, {
    where: { provider, badge },
    order: { at: 'DESC', id: 'ASC' },
    take: maxEvents,
  })
  return rows.map(eventOf)
}

/** The check that let this version through, where there was one. */
export async function findApproval(
  reader: Reader,
  { provider, slug: badge, version }: { provider: string; slug: string; version: number },
): Promise<BadgeEvent | undefined> {
  const row = await reader.findOne(badgeEventEntity, {
    where: { provider, badge, version, kind: 'approved' },
    order: { at: 'DESC' },
  })
  return row === null ? undefined : eventOf(row)
}

function eventOf({ points, kind, ...rest }: BadgeEventRow): BadgeEvent {
  // sound: both columns are written by addBadgeEvent alone
  return { ...rest, kind: kind as BadgeEventKind, points: JSON.parse(points) as string[] }
}
