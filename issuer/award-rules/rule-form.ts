import { z } from 'zod'
import { translate } from '../../shared/i18n/catalogue.ts'
import { type FormFault, fieldOf } from '../../shared/server/staff/staff-page.ts'
import { instantOf } from '../wall-codes/wall-code.ts'
import { mostAwards, mostNeeds, type NewAwardRule, zNewAwardRule } from './award-rule.ts'

const fields = ['name', 'badge', 'others', 'count', 'issuers', 'from', 'to', 'cap'] as const

export type RuleForm = Record<(typeof fields)[number], string> & { needs: readonly string[] }

export const blankForm: RuleForm = {
  ...{ name: '', badge: '', others: '', count: '', issuers: '', from: '', to: '', cap: '' },
  needs: [],
}

/** The form as it was sent, to be shown again where something is wrong. */
export function formOf(body: unknown): RuleForm {
  const needs: unknown = Object(body).needs
  // sound: every field has its name among the entries
  const texts = Object.fromEntries(
    fields.map((field) => [field, fieldOf(body, field).trim()]),
  ) as Record<(typeof fields)[number], string>
  const list = z.union([z.array(z.string()), z.string().transform((one) => [one])]).safeParse(needs)
  return { ...texts, needs: list.success ? list.data : [] }
}

/** @returns what is asked for, or what is wrong with each field */
export function readForm(form: RuleForm): NewAwardRule | FormFault[] {
  const given = zNewAwardRule.safeParse({
    name: form.name,
    badge: form.badge,
    needs: [...form.needs, ...linesOf(form.others)],
    ...(form.count !== '' && { count: numberIn(form.count) }),
    issuers: linesOf(form.issuers),
    ...(form.from !== '' && { opensAt: instantIn(form.from) }),
    ...(form.to !== '' && { closesAt: instantIn(form.to) }),
    ...(form.cap !== '' && { cap: numberIn(form.cap) }),
  })
  if (given.success) return given.data
  const wrong = new Set(given.error.issues.map(({ path }) => String(path[0])))
  return faultTexts.filter(({ of }) => wrong.has(of)).map(({ fault }) => fault(form))
}

const faultTexts: readonly { of: string; fault: (form: RuleForm) => FormFault }[] = [
  {
    of: 'name',
    fault: () => ({ field: 'name', text: translate('en', 'console.rules.error.name') }),
  },
  { of: 'badge', fault: badgeFault },
  { of: 'needs', fault: needsFault },
  {
    of: 'count',
    fault: () => ({
      field: 'count',
      text: translate('en', 'console.rules.error.count', { most: mostNeeds }),
    }),
  },
  {
    of: 'issuers',
    fault: () => ({ field: 'issuers', text: translate('en', 'console.rules.error.issuers') }),
  },
  {
    of: 'opensAt',
    fault: () => ({ field: 'from', text: translate('en', 'console.rules.error.time') }),
  },
  { of: 'closesAt', fault: endFault },
  {
    of: 'cap',
    fault: () => ({
      field: 'cap',
      text: translate('en', 'console.rules.error.cap', { most: mostAwards }),
    }),
  },
]

export function badgeFault(): FormFault {
  return { field: 'badge', text: translate('en', 'console.rules.error.badge') }
}

export function endFault(): FormFault {
  return { field: 'to', text: translate('en', 'console.rules.error.to') }
}

export function othersFault(lines: string): FormFault {
  return { field: 'others', text: translate('en', 'console.rules.error.others', { lines }) }
}

function needsFault(form: RuleForm): FormFault {
  const lines = linesOf(form.others)
  const count = form.needs.length + lines.length
  if (count > 0 && count <= mostNeeds) return othersFault(lines.join(', '))
  return { field: 'needs', text: translate('en', 'console.rules.error.needs', { most: mostNeeds }) }
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

function numberIn(text: string): number {
  return /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN
}

/** A day and time of the city, as a browser's field gives it: `2026-11-22T18:30`. */
function instantIn(text: string): string {
  const [, day, time] = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})$/.exec(text) ?? []
  if (day === undefined || time === undefined) return text
  return Number.isNaN(Date.parse(`${day}T${time}:00Z`)) ? text : instantOf(day, time)
}
