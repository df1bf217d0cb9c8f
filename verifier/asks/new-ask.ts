import { translate } from '../../shared/i18n/catalogue.ts'
import type { Need } from '../../shared/skills/need.ts'
import type { Candidate } from '../candidates/candidate.ts'
import type { Organisation } from '../organisations/organisation.ts'
import type { Vacancy } from '../vacancies/vacancy.ts'
import type { NewAsk } from './ask.ts'

/** Whom something is asked of, and in what. */
export type AskedPerson = {
  candidate: Pick<Candidate, 'organisation' | 'id'>
  organisation: Pick<Organisation, 'retentionDays'>
  /** That the candidate came for. */
  own: Vacancy | undefined
}

/** For what was written before. */
export function askForVacancy(
  person: AskedPerson,
  { title, purpose, needs, trustedCities }: Vacancy,
): NewAsk {
  return { ...commonOf(person), title, purpose, needs, ...(trustedCities && { trustedCities }) }
}

/** For one thing; the cities are those of what the candidate came for. */
export function askForNeed(person: AskedPerson, need: Need, purpose: string): NewAsk {
  const trustedCities = person.own?.trustedCities
  return {
    ...commonOf(person),
    title: need.label,
    purpose: purpose || translate('en', 'employer.ask.purpose-usual'),
    needs: [need],
    ...(trustedCities && { trustedCities }),
  }
}

function commonOf({ candidate, organisation, own }: AskedPerson) {
  const retentionDays = own?.retentionDays ?? organisation.retentionDays
  return { organisation: candidate.organisation, candidateId: candidate.id, retentionDays }
}
