import { z } from 'zod'
import { zNeed } from '../../shared/skills/need.ts'
import type { Vacancy } from '../vacancies/vacancy.ts'
import type { NewAsk } from './ask.ts'
import { type AskedPerson, askForNeed, askForVacancy } from './new-ask.ts'

/** As the page sends it: something that was written before, or a badge that was found. */
export const zAskForm = z.object({
  vacancy: z.string().max(100).default(''),
  name: z.string().max(1_000).default(''),
  ids: z.string().max(50_000).default(''),
  purpose: z.string().trim().max(300).default(''),
})

export type AskForm = z.infer<typeof zAskForm>

/**
 * What somebody is asked for; undefined where nothing was chosen that can be asked for.
 * @param asked.chosen what was written before
 */
export function readAskForm(
  form: AskForm,
  { chosen, ...person }: AskedPerson & { chosen: Vacancy | undefined },
): NewAsk | undefined {
  if (form.vacancy !== '') return chosen && askForVacancy(person, chosen)
  const need = zNeed.safeParse({
    ...{ id: 'asked', label: form.name, isRequired: true },
    wanted: { kind: 'badge', ids: form.ids.split('\n').map((id) => id.trim()) },
  })
  return need.success ? askForNeed(person, need.data, form.purpose) : undefined
}
