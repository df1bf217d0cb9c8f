import type { Reader } from '../../shared/node/database/database.ts'
import { badgeText } from '../badges/badge.ts'
import { findBadge } from '../badges/badge-store.ts'
import { stoneOf } from '../badges/badge-view.ts'
import { standingOf } from './activity.ts'
import { countAttendance, type Register } from './activity-store.ts'
import { dueOf } from './award-register.ts'
import { isUsed } from './care-for-activity.ts'

/** An activity with its register, for its page. */
export async function activityPage(
  register: Register,
  { home, reader }: { home: string; reader: Reader },
) {
  const { activity, days, people, attendance } = register
  const badge = await findBadge(reader, { provider: activity.provider, slug: activity.badge })
  const counts = countAttendance(register)
  return {
    home,
    name: activity.name,
    isArchived: activity.archivedAt !== null,
    isUsed: isUsed(register),
    needed: activity.needed,
    sessions: days.length,
    ...(badge && { badge: badgeText(badge.design, 'en').name, stone: stoneOf(badge, 'en') }),
    days: days.map((day) => ({
      day,
      href: `${home}/on/${day}`,
      came: attendance.filter((row) => row.day === day).length,
    })),
    people: people.map(({ id, name, email, awardId }) => ({
      id,
      name,
      email,
      ...standingOf(counts.get(id) ?? 0, activity),
      hasBadge: awardId !== null,
      removeHref: `${home}/people/${id}/remove`,
    })),
    due: dueOf(register).length,
    given: people.filter(({ awardId }) => awardId !== null).length,
  }
}

/** A register as the API tells it. */
export function registerJson(register: Register) {
  const { activity, days, people, attendance } = register
  const counts = countAttendance(register)
  return {
    id: activity.id,
    name: activity.name,
    badge: activity.badge,
    needed: activity.needed,
    createdAt: activity.createdAt,
    ...(activity.archivedAt !== null && { archivedAt: activity.archivedAt }),
    sessions: days.map((day) => ({
      day,
      here: attendance.filter((row) => row.day === day).map(({ personId }) => personId),
    })),
    people: people.map(({ provider, id, name, email, awardId }) => ({
      id,
      name,
      ...(email !== null && { email }),
      ...standingOf(counts.get(id) ?? 0, activity),
      ...(awardId !== null && { awardId: `${provider}.${awardId}` }),
    })),
  }
}
