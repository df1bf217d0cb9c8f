import { translate } from '../../shared/i18n/catalogue.ts'
import type { Language } from '../../shared/i18n/messages.ts'
import { drawQrCode, type QrCode } from '../../shared/look/qr-code.ts'
import type { Organisation } from '../organisations/organisation.ts'
import { type NeedsInWords, needsInWords } from './needs-in-words.ts'
import { phaseOf, type Vacancy, type VacancyPhase } from './vacancy.ts'

function advertPath({ code }: Pick<Vacancy, 'code'>): string {
  return `/v/${code}`
}

export function advertUrl(vacancy: Pick<Vacancy, 'code'>, publicUrl: string): string {
  return `${publicUrl}${advertPath(vacancy)}`
}

export type AdvertView = {
  /** A draft is not to be seen yet, what was put away is closed. */
  phase: 'early' | 'open' | 'closed'
  title: string
  kind: string
  employerName: string
  /** Of the employer's own words. */
  language: Language
  paragraphs: string[]
  purpose: string
  needs: NeedsInWords
  asksForAny: boolean
  cities: string[]
  retention: string
  opensAt?: string
  closesAt?: string
  path: string
  url: string
  /** Leads to this page on another device. */
  code?: QrCode
}

export type AdvertContext = {
  organisation: Pick<Organisation, 'name' | 'did' | 'trustedCities'>
  /** As people know the cities whose word counts. */
  cities: string[]
  publicUrl: string
  language: Language
  now: Date
}

const phases: Record<VacancyPhase, AdvertView['phase']> = {
  draft: 'early',
  'not-yet': 'early',
  open: 'open',
  closed: 'closed',
  archived: 'closed',
}

export function advertView(vacancy: Vacancy, context: AdvertContext): AdvertView {
  const { organisation, cities, publicUrl, language, now } = context
  const { kind, title, description, purpose, needs, opensAt, closesAt, state } = vacancy
  const url = advertUrl(vacancy, publicUrl)
  const code = drawQrCode(url)
  return {
    phase: phases[phaseOf(vacancy, now)],
    title,
    kind: translate(language, `verifier.advert.${kind}`, { name: organisation.name }),
    employerName: organisation.name,
    language: vacancy.language,
    paragraphs: description.split(/\n\s*\n/).filter((text) => text.trim() !== ''),
    purpose,
    needs: needsInWords(needs, language),
    asksForAny: needs.length === 0,
    cities,
    retention: translate(language, 'verifier.advert.retention', { count: vacancy.retentionDays }),
    ...(opensAt !== undefined && state === 'open' && { opensAt }),
    ...(closesAt !== undefined && { closesAt }),
    path: advertPath(vacancy),
    url,
    ...(code && { code }),
  }
}
