import { EntitySchema, In, IsNull } from 'typeorm'
import type { Reader, Transaction } from '../../shared/node/database/database.ts'
import { unknownActivity } from './activity.ts'

/** Something that people come to, once or many times, and its rule for a badge. */
export type ActivityRow = {
  provider: string
  id: string
  name: string
  badge: string
  /** How many sessions earn the badge. */
  needed: number
  createdAt: string
  /** When it was put away: it stands in no list of what goes on. */
  archivedAt: string | null
}

export const activityEntity = new EntitySchema<ActivityRow>({
  name: 'activity',
  columns: {
    provider: { type: 'varchar', primary: true },
    id: { type: 'varchar', primary: true },
    name: { type: 'varchar' },
    badge: { type: 'varchar' },
    needed: { type: 'integer' },
    createdAt: { type: 'varchar', name: 'created_at' },
    archivedAt: { type: 'varchar', name: 'archived_at', nullable: true },
  },
})

/** One day of an activity, known by the day. */
export type SessionRow = { provider: string; activityId: string; day: string }

export const activitySessionEntity = new EntitySchema<SessionRow>({
  name: 'activity_session',
  columns: {
    provider: { type: 'varchar', primary: true },
    activityId: { type: 'varchar', primary: true, name: 'activity_id' },
    day: { type: 'varchar', primary: true },
  },
})

/** Somebody on the register of an activity. */
export type RegisterRow = {
  provider: string
  activityId: string
  id: string
  name: string
  email: string | null
  addedAt: string
  /** The award that the register led to. */
  awardId: string | null
  /** The DID of their learner's code, once somebody said whose it is. */
  holder: string | null
}

export const registerEntity = new EntitySchema<RegisterRow>({
  name: 'register_person',
  columns: {
    provider: { type: 'varchar', primary: true },
    activityId: { type: 'varchar', primary: true, name: 'activity_id' },
    id: { type: 'varchar', primary: true },
    name: { type: 'varchar' },
    email: { type: 'varchar', nullable: true },
    addedAt: { type: 'varchar', name: 'added_at' },
    awardId: { type: 'varchar', name: 'award_id', nullable: true },
    holder: { type: 'varchar', nullable: true },
  },
})

/** Somebody was there. Who was not has no row. */
export type AttendanceRow = {
  provider: string
  activityId: string
  day: string
  personId: string
  markedAt: string
  markedBy: string
}

export const attendanceEntity = new EntitySchema<AttendanceRow>({
  name: 'attendance',
  columns: {
    provider: { type: 'varchar', primary: true },
    activityId: { type: 'varchar', primary: true, name: 'activity_id' },
    day: { type: 'varchar', primary: true },
    personId: { type: 'varchar', primary: true, name: 'person_id' },
    markedAt: { type: 'varchar', name: 'marked_at' },
    markedBy: { type: 'varchar', name: 'marked_by' },
  },
})

export type ActivityKey = Pick<ActivityRow, 'provider' | 'id'>

export async function findActivity(
  reader: Reader,
  { provider, id }: ActivityKey,
): Promise<ActivityRow | undefined> {
  return (await reader.findOneBy(activityEntity, { provider, id })) ?? undefined
}

/** @throws AppError not_found */
export async function getActivity(reader: Reader, key: ActivityKey): Promise<ActivityRow> {
  const activity = await findActivity(reader, key)
  if (activity === undefined) throw unknownActivity()
  return activity
}

export type ActivityPosition = { createdAt: string; id: string }

/** The newest first. */
export async function listActivities(
  reader: Reader,
  page: {
    provider: string
    after?: ActivityPosition | undefined
    limit: number
    /** True for those that were put away alone, false for the others; unless given, all. */
    isArchived?: boolean
  },
): Promise<ActivityRow[]> {
  const query = reader
    .createQueryBuilder(activityEntity, 'activity')
    .where('activity.provider = :provider', { provider: page.provider })
    .orderBy('activity.createdAt', 'DESC')
    .addOrderBy('activity.id', 'DESC')
    .limit(page.limit)
  if (page.isArchived !== undefined) {
    query.andWhere(`activity.archivedAt IS ${page.isArchived ? 'NOT NULL' : 'NULL'}`)
  }
  if (page.after !== undefined) {
    query.andWhere(
      'activity.createdAt <= :at AND (activity.createdAt < :at OR activity.id < :afterId)',
      { at: page.after.createdAt, afterId: page.after.id },
    )
  }
  return query.getMany()
}

/** The activities of a provider that have a session on that day. */
export async function listActivitiesOn(
  reader: Reader,
  { provider, day }: { provider: string; day: string },
): Promise<ActivityRow[]> {
  const sessions = await reader.find(activitySessionEntity, { where: { provider, day }, take: 50 })
  if (sessions.length === 0) return []
  return reader.find(activityEntity, {
    where: {
      provider,
      id: In(sessions.map(({ activityId }) => activityId)),
      archivedAt: IsNull(),
    },
    order: { name: 'ASC', id: 'ASC' },
  })
}

/** An activity with its days, its people, and who was there when. */
export type Register = {
  activity: ActivityRow
  days: string[]
  people: RegisterRow[]
  attendance: Pick<AttendanceRow, 'day' | 'personId'>[]
}

/** @throws AppError not_found */
export async function getRegister(reader: Reader, key: ActivityKey): Promise<Register> {
  const activity = await getActivity(reader, key)
  const where = { provider: key.provider, activityId: key.id }
  // one after the other: statements of a unit share one connection
  const sessions = await reader.find(activitySessionEntity, { where, order: { day: 'ASC' } })
  const people = await reader.find(registerEntity, { where, order: { name: 'ASC', id: 'ASC' } })
  const attendance = await reader.find(attendanceEntity, { where })
  return { activity, days: sessions.map(({ day }) => day), people, attendance }
}

/** How many sessions each has been to, by id. */
export function countAttendance({
  people,
  attendance,
}: Pick<Register, 'people' | 'attendance'>): Map<string, number> {
  const counts = new Map(people.map(({ id }) => [id, 0]))
  for (const { personId } of attendance) counts.set(personId, (counts.get(personId) ?? 0) + 1)
  return counts
}

/** Everything on registers about an address, of every provider; rarely asked. */
export async function listRegistersOf(reader: Reader, email: string): Promise<RegisterRow[]> {
  return reader
    .createQueryBuilder(registerEntity, 'person')
    .where('LOWER(person.email) = :email', { email: email.toLowerCase() })
    .getMany()
}

export async function removeFromRegister(
  tx: Transaction,
  { provider, activityId, id }: Pick<RegisterRow, 'provider' | 'activityId' | 'id'>,
): Promise<void> {
  await tx.delete(attendanceEntity, { provider, activityId, personId: id })
  await tx.delete(registerEntity, { provider, activityId, id })
}
