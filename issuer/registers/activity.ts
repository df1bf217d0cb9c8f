import { z } from 'zod'
import { AppError } from '../../shared/errors/app-error.ts'
import { zSlug } from '../../shared/server/slug.ts'
import { zOneLine } from '../awards/award.ts'

export const maxSessions = 60
/** One confirmation awards to all of a register in one unit, which must stay short. */
export const maxPeople = 300

/** A day as people write it: `2026-11-22`, in the time of the city. */
export const zDay = z.iso.date()

export const zPerson = z.strictObject({
  name: zOneLine.max(200),
  email: z.email().max(254).optional(),
})

export type NewPerson = z.infer<typeof zPerson>

const zNewPeople = z.array(zPerson).max(maxPeople)

/** Body of `POST /api/v1/providers/:provider/activities`. */
export const zNewActivity = z
  .strictObject({
    name: zOneLine.max(120),
    /** Short name of one of the provider's badges. */
    badge: zSlug,
    sessions: z.array(zDay).min(1).max(maxSessions),
    /** How many sessions earn the badge; unless given, all of them. */
    needed: z.int().min(1).max(maxSessions).optional(),
    people: zNewPeople.default([]),
  })
  .refine(({ sessions }) => new Set(sessions).size === sessions.length, {
    path: ['sessions'],
    error: 'must name each day once',
  })
  .refine(({ sessions, needed = 1 }) => needed <= sessions.length, {
    path: ['needed'],
    error: 'must not be more than there are sessions',
  })

export type NewActivity = z.infer<typeof zNewActivity>

export const zAddPeople = z.strictObject({ people: zNewPeople.min(1) })

/** Who was there and who was not; of whom nothing is said, nothing changes. */
export const zAttendance = z.strictObject({
  here: z.array(z.uuid()).max(maxPeople).default([]),
  away: z.array(z.uuid()).max(maxPeople).default([]),
})

/** How somebody stands on a register. */
export type Standing = { came: number; hasReached: boolean }

export function standingOf(came: number, { needed }: { needed: number }): Standing {
  return { came, hasReached: came >= needed }
}

const daysApart = { day: 1, week: 7, fortnight: 14 } as const

export type Rhythm = keyof typeof daysApart

export const rhythms = ['day', 'week', 'fortnight'] as const satisfies readonly Rhythm[]

/** The days of a series. @param first `2026-11-22` */
export function daysOf(
  first: string,
  { count, every }: { count: number; every: Rhythm },
): string[] {
  const start = Date.parse(`${first}T00:00:00Z`)
  return Array.from({ length: count }, (_, index) =>
    new Date(start + index * daysApart[every] * 86_400_000).toISOString().slice(0, 10),
  )
}

/** The day that it is in the city. */
export function dayOf(now: Date): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/London' }).format(now)
}

export type PeopleLines = {
  people: NewPerson[]
  faults: { line: number; kind: 'name' | 'email' }[]
}

/** People as they are typed: one on each line, an address behind the name if there is one. */
export function readPeopleLines(text: string): PeopleLines {
  const read: PeopleLines = { people: [], faults: [] }
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    const parts = line
      .split(/[,;\t<>]/)
      .map((part) => part.trim())
      .filter((part) => part !== '')
    if (parts.length === 0) continue
    const email = parts.find((part) => part.includes('@'))
    const name = parts.filter((part) => part !== email).join(' ')
    const person = zPerson.safeParse({ name, ...(email !== undefined && { email }) })
    if (person.success) read.people.push(person.data)
    else {
      const isOfEmail = person.error.issues.some(({ path }) => path[0] === 'email')
      read.faults.push({ line: index + 1, kind: isOfEmail ? 'email' : 'name' })
    }
  }
  return read
}

export function unknownActivity(): AppError {
  return new AppError('not_found', 'There is no such activity')
}
