import { translate } from '../../shared/i18n/catalogue.ts'
import { type FormFault, fieldOf } from '../../shared/server/staff/staff-page.ts'
import {
  daysOf,
  maxSessions,
  type NewActivity,
  readPeopleLines,
  rhythms,
  zDay,
  zNewActivity,
} from './activity.ts'
import type { Added } from './keep-register.ts'

const fields = ['name', 'badge', 'first', 'count', 'every', 'needed', 'people'] as const

export type ActivityForm = Record<(typeof fields)[number], string>

export function readActivityForm(body: unknown): ActivityForm {
  // sound: every field has its name among the entries
  return Object.fromEntries(
    fields.map((field) => [field, fieldOf(body, field).trim()]),
  ) as ActivityForm
}

/** What the form asks for, or what is wrong with it, in the words of the page. */
export function parseActivityForm(
  form: ActivityForm,
): { asked: NewActivity } | { faults: FormFault[] } {
  const faults: FormFault[] = []
  const fault = (field: keyof ActivityForm, text: string) => faults.push({ field, text })
  const count = numberIn(form.count || '1')
  const needed = form.needed === '' ? count : numberIn(form.needed)
  if (form.name === '') fault('name', translate('en', 'console.sessions.name-missing'))
  if (form.badge === '') fault('badge', translate('en', 'console.sessions.badge-missing'))
  const first = zDay.safeParse(form.first)
  if (!first.success) fault('first', translate('en', 'console.sessions.day-wrong'))
  if (count < 1)
    fault('count', translate('en', 'console.sessions.count-wrong', { most: maxSessions }))
  else if (needed < 1 || needed > count) {
    fault('needed', translate('en', 'console.sessions.needed-wrong', { most: count }))
  }
  const { people, faults: lines } = readPeopleLines(form.people)
  if (lines.length > 0) fault('people', linesFault(lines))
  if (faults.length > 0 || !first.success) return { faults }
  const every = rhythms.find((rhythm) => rhythm === form.every) ?? 'week'
  const sessions = daysOf(first.data, { count, every })
  const asked = zNewActivity.safeParse({
    name: form.name,
    badge: form.badge,
    sessions,
    needed,
    people,
  })
  if (asked.success) return { asked: asked.data }
  const at = fields.find((field) => field === asked.error.issues[0]?.path[0]) ?? 'name'
  return { faults: [{ field: at, text: translate('en', 'console.sessions.not-taken') }] }
}

export function linesFault(lines: ReturnType<typeof readPeopleLines>['faults']): string {
  const numbers = (kind: 'name' | 'email') =>
    lines.filter((line) => line.kind === kind).map(({ line }) => line)
  return (['name', 'email'] as const)
    .filter((kind) => numbers(kind).length > 0)
    .map((kind) =>
      translate('en', `console.sessions.line-${kind}`, { lines: numbers(kind).join(', ') }),
    )
    .join(' ')
}

/** 0 for what is not a number that can be meant. */
function numberIn(text: string): number {
  const number = /^\d{1,3}$/.test(text) ? Number(text) : 0
  return number <= maxSessions ? number : 0
}

/** How many were put on the register, and that a name without an address was taken for somebody there. */
export function addedText({ count, taken }: Added): string {
  const added = translate('en', 'console.sessions.people-added', { count })
  const [name] = taken
  if (name === undefined) return added
  const were =
    taken.length === 1
      ? translate('en', 'console.sessions.person-taken', { name })
      : translate('en', 'console.sessions.people-taken', { count: taken.length })
  return `${added} ${were} ${translate('en', 'console.sessions.people-taken-next')}`
}
