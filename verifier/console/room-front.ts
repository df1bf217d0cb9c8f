import { translate } from '../../shared/i18n/catalogue.ts'
import { formatDateTime } from '../../shared/i18n/dates.ts'
import type { Reader } from '../../shared/node/database/database.ts'
import type { Access } from '../../shared/server/access.ts'
import type { ConsoleLink } from '../../shared/server/console/shell.ts'
import { readStates } from '../batches/batch.ts'
import { listBatches } from '../batches/batch-store.ts'
import { batchesHref, batchHref } from '../batches/batch-view.ts'
import type { CandidateStore } from '../candidates/candidate-store.ts'
import { baseOf, lineView, unconfirmedNote } from '../candidates/candidate-view.ts'
import type { Organisation } from '../organisations/organisation.ts'
import type { Permission } from '../staff/roles.ts'
import { cityLine } from '../trust/city-line.ts'
import { findKnownCity } from '../trust/known-city.ts'
import { phaseOf, type Vacancy } from '../vacancies/vacancy.ts'
import type { VacancyStore } from '../vacancies/vacancy-store.ts'
import { vacanciesHref, vacancyHref, vacancyLine } from '../vacancies/vacancy-view.ts'
import { roomHref } from './rooms.ts'

export type RoomFrontPorts = {
  database: { reader: Reader }
  clock: () => Date
  vacancies: Pick<VacancyStore, 'list'>
  candidates: Pick<CandidateStore, 'list' | 'count' | 'countUnconfirmed'>
}

type Viewer = Access<Permission>

const newestShown = 5
const vacanciesShown = 10
const closesSoonDays = 3
const dayInMilliseconds = 86_400_000

/** The front of an organisation's room: what waits, who answered last, and what is asked for. */
export async function roomFront(organisation: Organisation, access: Viewer, ports: RoomFrontPorts) {
  const { slug } = organisation
  const now = ports.clock()
  const open = (await ports.vacancies.list(slug, { limit: 100, states: ['open', 'draft'] })).filter(
    (one) => phaseOf(one, now) !== 'closed',
  )
  const [needs, newest, counts] = await Promise.all([
    needsOf(organisation, { access, open, now }, ports),
    access.can('candidate.read', slug) ? newestOf(slug, ports) : undefined,
    ports.candidates.count(
      slug,
      open.map(({ id }) => id),
    ),
  ])
  return {
    needs,
    ...newest,
    candidatesHref: baseOf(slug),
    vacancies: open
      .slice(0, vacanciesShown)
      .map((one) => vacancyLine(one, { now, candidates: counts.get(one.id) ?? 0 })),
    vacanciesHref: vacanciesHref(slug),
    batchesHref: batchesHref(slug),
    canAsk: access.can('vacancy.write', slug),
    canCheck: access.can('report.make', slug),
    isNew: open.length === 0 && newest !== undefined && newest.candidates.length === 0,
  }
}

async function newestOf(organisation: string, { candidates }: RoomFrontPorts) {
  const [{ items, nextCursor }, unconfirmed] = await Promise.all([
    candidates.list({ organisation, limit: newestShown }),
    candidates.countUnconfirmed({ organisation }),
  ])
  return {
    candidates: items.map((line) => lineView(line, baseOf(organisation))),
    hasMore: nextCursor !== undefined,
    unconfirmed: unconfirmedNote(unconfirmed),
  }
}

type Asked = { access: Viewer; open: readonly Vacancy[]; now: Date }

/** What somebody of this role can do something about. */
async function needsOf(
  organisation: Organisation,
  { access, open, now }: Asked,
  ports: RoomFrontPorts,
): Promise<ConsoleLink[]> {
  const { slug } = organisation
  const { reader } = ports.database
  const found = await Promise.all([
    access.can('organisation.manage', slug) ? trustNeeds(organisation, now, reader) : [],
    access.can('vacancy.write', slug) ? vacancyNeeds(open, now) : [],
    access.can('candidate.read', slug) ? batchNeeds(slug, reader) : [],
  ])
  return found.flat()
}

async function trustNeeds(
  { slug, trustedCities }: Organisation,
  now: Date,
  reader: Reader,
): Promise<ConsoleLink[]> {
  const href = `${roomHref(slug)}/trust`
  if (trustedCities.length === 0) {
    return [{ text: translate('en', 'employer.needs.no-city'), href }]
  }
  const lines = await Promise.all(
    trustedCities.map(async (city) => {
      const known = await findKnownCity(reader, city)
      return cityLine(city, { known, copy: undefined }, now)
    }),
  )
  return lines
    .filter(({ state }) => state === 'unread' || state === 'expired')
    .map(({ name }) => ({ text: translate('en', 'employer.needs.city', { name }), href }))
}

function vacancyNeeds(open: readonly Vacancy[], now: Date): ConsoleLink[] {
  const soon = new Date(now.getTime() + closesSoonDays * dayInMilliseconds).toISOString()
  return open.flatMap((vacancy) => {
    const { state, closesAt, title } = vacancy
    const href = vacancyHref(vacancy)
    if (state === 'draft')
      return [{ text: translate('en', 'employer.needs.draft', { title }), href }]
    if (closesAt === undefined || closesAt > soon) return []
    const time = formatDateTime(closesAt, 'en')
    return [{ text: translate('en', 'employer.needs.closes', { title, time }), href }]
  })
}

async function batchNeeds(slug: string, reader: Reader): Promise<ConsoleLink[]> {
  const batches = await listBatches(reader, slug)
  const states = await readStates(reader, batches)
  return batches.flatMap((batch) => {
    const state = states.get(batch.id)
    if (state !== 'running' && state !== 'paused' && state !== 'failed') return []
    const text = translate('en', `employer.needs.batch-${state}`, { name: batch.name })
    return [{ text, href: batchHref(batch) }]
  })
}
