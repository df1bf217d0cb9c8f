import { translate } from '../../shared/i18n/catalogue.ts'
import { formatDate } from '../../shared/i18n/dates.ts'
import { languages } from '../../shared/i18n/messages.ts'
import { neededStrengths } from '../../shared/skills/need.ts'
import { roomHref } from '../console/rooms.ts'
import { advertUrl } from './advert.ts'
import { needInWords } from './needs-in-words.ts'
import { phaseOf, type Vacancy, type VacancyPhase, vacancyKinds } from './vacancy.ts'
import type { VacancyForm } from './vacancy-form.ts'

export function vacanciesHref(organisation: string): string {
  return `${roomHref(organisation)}/vacancies`
}

export function vacancyHref({ organisation, id }: Pick<Vacancy, 'organisation' | 'id'>): string {
  return `${vacanciesHref(organisation)}/${id}`
}

function stateText(phase: VacancyPhase): string {
  return translate('en', `employer.vacancies.state.${phase}`)
}

/** One line of the list. */
export function vacancyLine(
  vacancy: Vacancy,
  { now, candidates }: { now: Date; candidates: number },
) {
  return {
    href: vacancyHref(vacancy),
    title: vacancy.title,
    kind: translate('en', `employer.vacancies.kind-short.${vacancy.kind}`),
    state: stateText(phaseOf(vacancy, now)),
    candidates,
  }
}

/** All that its page shows. */
export function vacancyView(vacancy: Vacancy, options: { publicUrl: string; now: Date }) {
  const { publicUrl, now } = options
  const { opensAt, closesAt, state, publishedAt, needs, kind } = vacancy
  const url = advertUrl(vacancy, publicUrl)
  const say = (key: 'from' | 'until', iso: string) =>
    translate('en', `employer.vacancies.${key}`, { date: formatDate(iso, 'en') })
  const when = [
    ...(opensAt === undefined ? [] : [say('from', opensAt)]),
    closesAt === undefined ? translate('en', 'employer.vacancies.by-hand') : say('until', closesAt),
  ].join(' ')
  return {
    title: vacancy.title,
    kind: translate('en', `employer.vacancies.kind-short.${kind}`),
    purpose: vacancy.purpose,
    retention: translate('en', 'verifier.request.retention', { count: vacancy.retentionDays }),
    when,
    stateText: stateText(phaseOf(vacancy, now)),
    state,
    isDraft: state === 'draft',
    isFixed: publishedAt !== undefined,
    href: vacancyHref(vacancy),
    listHref: vacanciesHref(vacancy.organisation),
    candidatesHref: `${roomHref(vacancy.organisation)}/candidates?vacancy=${vacancy.id}`,
    trustHref: `${roomHref(vacancy.organisation)}/trust`,
    needs: needs.map((need) => ({
      id: need.id,
      label: need.label,
      isRequired: need.isRequired,
      words: needInWords(need, 'en'),
    })),
    url,
    embed: `<iframe src="${url}/embed" title="${escapeAttribute(vacancy.title)}" width="340" height="240" loading="lazy"></iframe>`,
  }
}

function escapeAttribute(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '"': '&quot;', '<': '&lt;', '>': '&gt;' }
  return text.replace(/[&"<>]/g, (sign) => entities[sign] ?? sign)
}

/** What can be chosen in the form about a vacancy. */
export function vacancyChoices({ kind, language, listed }: VacancyForm) {
  return {
    kinds: vacancyKinds.map((value) => ({
      value,
      text: translate('en', `employer.vacancies.kind.${value}`),
      checked: value === kind,
    })),
    languages: languages.map((value) => ({
      value,
      text: translate('en', `employer.settings.language.${value}`),
      checked: value === language,
    })),
    listings: (['yes', 'no'] as const).map((value) => ({
      value,
      text: translate('en', `employer.vacancies.listed.${value}`),
      checked: value === listed,
    })),
  }
}

/** What can be chosen for each thing that is asked for. */
export function needChoices() {
  return {
    musts: (['required', 'welcome'] as const).map((value, index) => ({
      value,
      text: translate('en', `employer.vacancies.must.${value}`),
      checked: index === 0,
    })),
    strengths: [
      { value: '', text: translate('en', 'employer.vacancies.strength.any') },
      ...neededStrengths.map((value) => ({
        value,
        text: translate('en', `employer.vacancies.strength.${value}`),
      })),
    ],
  }
}
