import { randomUUID } from 'node:crypto'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Transaction } from '../../shared/node/database/database.ts'
import type { Actor } from '../actor.ts'
import { unknownBadge } from '../badges/achievement-id.ts'
import { findBadge } from '../badges/badge-store.ts'
import { audit } from '../log/audit.ts'
import {
  maxPeople,
  maxSessions,
  type NewActivity,
  type NewPerson,
  unknownActivity,
} from './activity.ts'
import {
  type ActivityKey,
  type ActivityRow,
  activityEntity,
  activitySessionEntity,
  attendanceEntity,
  getRegister,
  type Register,
  type RegisterRow,
  registerEntity,
  removeFromRegister,
} from './activity-store.ts'

type By = { actor: Actor; at: string }

/** @throws AppError badge_unknown */
export async function makeActivity(
  tx: Transaction,
  { provider, asked }: { provider: string; asked: NewActivity },
  by: By,
): Promise<ActivityRow> {
  const { name, badge, sessions, needed = sessions.length, people } = asked
  if ((await findBadge(tx, { provider, slug: badge })) === undefined) throw unknownBadge()
  const made = { name, badge, needed, createdAt: by.at, archivedAt: null }
  const activity: ActivityRow = { provider, id: randomUUID(), ...made }
  await tx.insert(activityEntity, activity)
  await tx.insert(
    activitySessionEntity,
    sessions.map((day) => ({ provider, activityId: activity.id, day })),
  )
  await addPeople(tx, { key: activity, people }, by)
  await audit(tx, {
    provider,
    actor: by.actor.name,
    action: 'activity.made',
    subject: activity.id,
    detail: { badge, sessions: sessions.length, needed },
    at: by.at,
  })
  return activity
}

/** @throws AppError not_found, conflict */
export async function addSession(
  tx: Transaction,
  { key, day }: { key: ActivityKey; day: string },
): Promise<void> {
  const { days } = await getRegister(tx, key)
  if (days.includes(day)) throw new AppError('conflict', 'There is a session on this day already')
  if (days.length >= maxSessions) {
    throw new AppError('conflict', `An activity has at most ${maxSessions} sessions`)
  }
  await tx.insert(activitySessionEntity, { provider: key.provider, activityId: key.id, day })
}

/** How many were new, and the names without an address of who was taken for somebody there already. */
export type Added = { count: number; taken: string[] }

/**
 * Puts people on the register. Who is there already stays as they are: known by the address, else by the name. A name
 * that stands twice among the new is two people, so that the same list brought again adds nobody.
 * @throws AppError not_found, conflict
 */
export async function addPeople(
  tx: Transaction,
  { key, people }: { key: ActivityKey; people: readonly NewPerson[] },
  { at }: By,
): Promise<Added> {
  const register = await getRegister(tx, key)
  const there = countBy(register.people)
  const taken: string[] = []
  const fresh = people.filter((person) => {
    const identity = identityOf(person)
    const left = there.get(identity) ?? 0
    if (person.email) {
      there.set(identity, 1)
      return left === 0
    }
    if (left === 0) return true
    there.set(identity, left - 1)
    taken.push(person.name)
    return false
  })
  await putOnRegister(tx, { register, people: fresh }, at)
  return { count: fresh.length, taken }
}

/** Puts people on the register whoever is there. @throws AppError conflict */
export async function putOnRegister(
  tx: Transaction,
  { register, people }: { register: Register; people: readonly NewPerson[] },
  at: string,
): Promise<RegisterRow[]> {
  if (register.people.length + people.length > maxPeople) {
    throw new AppError('conflict', `A register holds at most ${maxPeople} people`)
  }
  const { provider, id: activityId } = register.activity
  const rows = people.map(({ name, email }) => ({
    provider,
    activityId,
    id: randomUUID(),
    name,
    email: email ?? null,
    addedAt: at,
    awardId: null,
    holder: null,
  }))
  for (let start = 0; start < rows.length; start += 100) {
    await tx.insert(registerEntity, rows.slice(start, start + 100))
  }
  return rows
}

function countBy(people: readonly RegisterRow[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const person of people) {
    const identity = identityOf(person)
    counts.set(identity, (counts.get(identity) ?? 0) + 1)
  }
  return counts
}

type Named = { name: string; email?: string | null | undefined }

function identityOf({ name, email }: Named): string {
  return email ? `<${email.toLowerCase()}>` : name.normalize('NFC').toLowerCase()
}

/** Takes somebody off the register. An award that it led to stands. @throws AppError not_found */
export async function removePerson(
  tx: Transaction,
  { key, personId }: { key: ActivityKey; personId: string },
): Promise<void> {
  const person = { provider: key.provider, activityId: key.id, id: personId }
  if (!(await tx.exists(registerEntity, { where: person }))) throw unknownPerson()
  await removeFromRegister(tx, person)
}

/**
 * Notes who was there and who was not. Of whom nothing is said, nothing changes, so two people may take one register
 * at once.
 * @throws AppError not_found
 */
export async function takeAttendance(
  tx: Transaction,
  input: { key: ActivityKey; day: string; here: readonly string[]; away: readonly string[] },
  { actor, at }: By,
): Promise<void> {
  const { key, day, here, away } = input
  const register = await getRegister(tx, key)
  if (!register.days.includes(day)) throw unknownActivity()
  const known = new Set(register.people.map(({ id }) => id))
  if ([...here, ...away].some((id) => !known.has(id))) throw unknownPerson()
  const marked = new Set(
    register.attendance.filter((row) => row.day === day).map(({ personId }) => personId),
  )
  const session = { provider: key.provider, activityId: key.id, day }
  const rows = [...new Set(here)]
    .filter((personId) => !marked.has(personId))
    .map((personId) => ({ ...session, personId, markedAt: at, markedBy: actor.name }))
  for (let start = 0; start < rows.length; start += 100) {
    await tx.insert(attendanceEntity, rows.slice(start, start + 100))
  }
  for (const personId of away.filter((id) => marked.has(id) && !here.includes(id))) {
    await tx.delete(attendanceEntity, { ...session, personId })
  }
}

export function unknownPerson(): AppError {
  return new AppError('not_found', 'There is no such person on this register')
}
