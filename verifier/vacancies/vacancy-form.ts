import { z } from 'zod'
import { translate } from '../../shared/i18n/catalogue.ts'
import { languages } from '../../shared/i18n/messages.ts'
import { longestRetentionDays, type Organisation } from '../organisations/organisation.ts'
import { type Vacancy, type VacancyContent, vacancyKinds, zVacancyContent } from './vacancy.ts'

const zField = z.string().max(10_000).default('')

/** As it was typed. */
export const zVacancyForm = z.object({
  kind: zField,
  title: zField,
  description: zField,
  purpose: zField,
  language: zField,
  retentionDays: zField,
  opens: zField,
  closes: zField,
  listed: zField,
})

export type VacancyForm = z.infer<typeof zVacancyForm>
export type VacancyFaults = Partial<Record<keyof VacancyForm, string>>

/** What the form says of the content; needs have forms of their own. */
type Written = Omit<VacancyContent, 'needs' | 'trustedCities'>

const { shape } = zVacancyContent
const zDay = z.iso.date()

export function emptyForm({
  retentionDays,
  language,
}: Pick<Organisation, 'retentionDays' | 'language'>): VacancyForm {
  const empty = { title: '', description: '', purpose: '', opens: '', closes: '' }
  return { ...empty, kind: 'vacancy', language, retentionDays: `${retentionDays}`, listed: 'yes' }
}

export function formOf(vacancy: Vacancy): VacancyForm {
  const { kind, title, description, purpose, language, opensAt = '', closesAt = '' } = vacancy
  return {
    ...{ kind, title, description, purpose, language },
    retentionDays: `${vacancy.retentionDays}`,
    opens: opensAt.slice(0, 10),
    closes: closesAt.slice(0, 10),
    listed: vacancy.isListed ? 'yes' : 'no',
  }
}

/** What was typed, or what is wrong with it, by field. */
export function readVacancyForm(
  form: VacancyForm,
): { content: Written } | { faults: VacancyFaults } {
  const title = shape.title.safeParse(form.title)
  const description = shape.description.safeParse(form.description)
  const purpose = shape.purpose.safeParse(form.purpose)
  const retention = z.coerce
    .number()
    .int()
    .min(1)
    .max(longestRetentionDays)
    .safeParse(form.retentionDays.trim() || undefined)
  const opens = readDay(form.opens)
  const closes = readDay(form.closes)
  const areTurned = form.opens !== '' && form.closes !== '' && form.closes < form.opens
  const say = (key: 'title' | 'description' | 'purpose' | 'date' | 'dates') =>
    translate('en', `employer.vacancies.error.${key}`)
  const faults: VacancyFaults = {
    ...(!title.success && { title: say('title') }),
    ...(!description.success && { description: say('description') }),
    ...(!purpose.success && { purpose: say('purpose') }),
    ...(!retention.success && {
      retentionDays: translate('en', 'employer.vacancies.error.retention', {
        most: longestRetentionDays,
      }),
    }),
    ...(opens === 'wrong' && { opens: say('date') }),
    ...(closes === 'wrong' && { closes: say('date') }),
    ...(areTurned && closes !== 'wrong' && { closes: say('dates') }),
  }
  const isGood = title.success && description.success && purpose.success && retention.success
  if (!isGood || Object.keys(faults).length > 0) return { faults }
  return {
    content: {
      kind: vacancyKinds.find((kind) => kind === form.kind) ?? 'vacancy',
      title: title.data,
      description: description.data,
      purpose: purpose.data,
      language: languages.find((language) => language === form.language) ?? 'en',
      retentionDays: retention.data,
      ...(opens !== undefined && { opensAt: `${opens}T00:00:00.000Z` }),
      ...(closes !== undefined && { closesAt: `${closes}T23:59:59.000Z` }),
      isListed: form.listed !== 'no',
    },
  }
}

function readDay(text: string): string | undefined {
  const day = text.trim()
  if (day === '') return undefined
  return zDay.safeParse(day).success ? day : 'wrong'
}
