import { z } from 'zod'
import { translate } from '../../shared/i18n/catalogue.ts'
import { zNeed } from '../../shared/skills/need.ts'
import type { Candidate } from '../candidates/candidate.ts'
import type { Organisation } from '../organisations/organisation.ts'
import type { Vacancy } from '../vacancies/vacancy.ts'
import type { NewAsk } from './ask.ts'

/** As the page sends it: something that was written before, or a badge that was found. */
export const zAskForm = z.object({
  vacancy: z.string().max(100).default(''),
  name: z.string().max(1_000).default(''),
  ids: z.string().max(50_000).default(''),
  purpose: z.string().trim().max(300).default(''),
})

export type AskForm = z.infer<typeof zAskForm>

type Asked = {
  candidate: Candidate
  organisation: Pick<Organisation, 'retentionDays'>
  /** That the candidate came for. */
  own: Vacancy | undefined
  /** That was chosen. */
  chosen: Vacancy | undefined
}

/** What somebody is asked for; undefined where nothing was chosen that can be asked for. */
export function readAskForm(form: AskForm, asked: Asked): NewAsk | undefined {
  const { candidate, organisation, own, chosen } = asked
  const retentionDays = own?.retentionDays ?? organisation.retentionDays
  const common = { organisation: candidate.organisation, candidateId: candidate.id, retentionDays }
  if (form.vacancy !== '') {
    if (chosen === undefined) return undefined
    const { title, purpose, needs, trustedCities } = chosen
    return { ...common, title, purpose, needs, ...(trustedCities && { trustedCities }) }
  }
  const need = zNeed.safeParse({
    ...{ id: 'asked', label: form.name, isRequired: true },
    wanted: { kind: 'badge', ids: form.ids.split('\n').map((id) => id.trim()) },
  })
  if (!need.success) return undefined
  const purpose = form.purpose || translate('en', 'employer.ask.purpose-usual')
  const trustedCities = own?.trustedCities
  const asking = { title: need.data.label, purpose, needs: [need.data] }
  return { ...common, ...asking, ...(trustedCities && { trustedCities }) }
}
