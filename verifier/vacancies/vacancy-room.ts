import { z } from 'zod'
import type { Did } from '../../shared/did/did.ts'
import { translate, translateLoosely } from '../../shared/i18n/catalogue.ts'
import { consolePage } from '../../shared/server/console/console-page.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import { bindHandlers, type RouteVisit } from '../../shared/server/visit.ts'
import { mostNeeds, type Need } from '../../shared/skills/need.ts'
import type { CandidateStore } from '../candidates/candidate-store.ts'
import { inOrganisation } from '../organisations/organisation-scope.ts'
import type { OrganisationStore } from '../organisations/organisation-store.ts'
import type { Permission } from '../staff/roles.ts'
import { type ChangePorts, withContent, withNeed } from './change-vacancy.ts'
import { readNeedForm, zNeedForm } from './need-form.ts'
import { needsInWords } from './needs-in-words.ts'
import { skillsOf } from './published-badges.ts'
import { type BadgeSearch, foundLine, type SearchPorts, searchBadges } from './search-badges.ts'
import type { Vacancy } from './vacancy.ts'
import { citiesView, vacancyCitiesRoute } from './vacancy-cities.ts'
import { saveWith } from './vacancy-moves.ts'
import type { VacancyStore } from './vacancy-store.ts'
import { needChoices, vacancyView } from './vacancy-view.ts'

export type VacancyRoomPorts = ChangePorts &
  SearchPorts & {
    publicUrl: string
    organisations: OrganisationStore
    vacancies: VacancyStore
    candidates: Pick<CandidateStore, 'count'>
  }

const path = '/console/o/:organisation/vacancies/:vacancy'
const area = 'vacancies'

const zPage = z.object({ badge: z.string().max(2_048).optional() })
const zNeedChange = z.object({ need: z.string().max(40), change: z.enum(['remove', 'turn']) })

type Visit = RouteVisit<Permission, VacancyRoomPorts>

/** One vacancy: what it needs, what becomes of it, and what its advert takes. */
export function vacancyRoomRoutes(ports: VacancyRoomPorts): GuardedRoute<Permission>[] {
  const bound = bindHandlers(ports)
  const common = { scope: inOrganisation, errors: 'page' } as const
  const change = { ...common, method: 'POST', permission: 'vacancy.write' } as const
  return [
    { ...common, method: 'GET', path, permission: 'read', handler: bound(show) },
    vacancyCitiesRoute(ports),
    { ...change, path: `${path}/needs`, handler: bound(addNeed) },
    { ...change, path: `${path}/needs/change`, handler: bound(changeNeed) },
  ]
}

async function show(visit: Visit) {
  const { badge: asked } = parseBody(zPage, visit.request.query)
  await showPage(await found(visit), visit, { asked })
}

async function addNeed(visit: Visit) {
  const { request, response, access, ports } = visit
  const before = await found(visit)
  const form = parseBody(zNeedForm, request.body)
  const published = await ports.readPublishedBadges(await trustedBy(before, ports))
  const need = readNeedForm(form, skillsOf(published))
  if (need === undefined) {
    const skillError = translate('en', 'employer.vacancies.error.skill')
    return showPage(before, visit, { skillError })
  }
  const after = () => withContent(before, { needs: withNeed(before, need, ports.random) })
  const change = { before, after, actor: access.actorId }
  await saveWith(ports)(response, change, 'employer.vacancies.added')
}

async function changeNeed(visit: Visit) {
  const { request, response, access, ports } = visit
  const before = await found(visit)
  const { need: id, change } = parseBody(zNeedChange, request.body)
  const needs = before.needs.flatMap((need): Need[] => {
    if (need.id !== id) return [need]
    return change === 'remove' ? [] : [{ ...need, isRequired: !need.isRequired }]
  })
  await saveWith(ports)(
    response,
    { before, after: () => withContent(before, { needs }), actor: access.actorId },
    change === 'remove' ? 'employer.vacancies.removed' : 'employer.vacancies.changed',
  )
}

function found({ request, ports }: Visit): Promise<Vacancy> {
  return ports.vacancies.get(inOrganisation(request), String(request.params.vacancy))
}

async function trustedBy(
  { trustedCities, organisation }: Vacancy,
  { organisations }: VacancyRoomPorts,
): Promise<readonly Did[]> {
  return trustedCities ?? (await organisations.get(organisation)).trustedCities
}

/** @param given.asked the words or the address of a badge that is looked for */
async function showPage(
  vacancy: Vacancy,
  { response, access, ports }: Visit,
  { asked, skillError }: { asked?: string | undefined; skillError?: string },
): Promise<void> {
  const { organisations, candidates, publicUrl, clock, database } = ports
  const { organisation, id, needs } = vacancy
  const canWrite = access.can('vacancy.write', organisation)
  const canAdd = canWrite && vacancy.publishedAt === undefined
  const counts = await candidates.count(organisation, [id])
  const { trustedCities } = await organisations.get(organisation)
  const counting = vacancy.trustedCities ?? trustedCities
  const { found: badges, ...searched }: Partial<BadgeSearch> = canAdd
    ? await searchBadges(asked, counting, ports)
    : {}
  consolePage(
    response,
    'vacancies/vacancy.njk',
    {
      vacancy: vacancyView(vacancy, { publicUrl, now: clock() }),
      ...{ canWrite, canAdd, skillError, hasErrors: skillError !== undefined },
      canSeeCandidates: access.can('candidate.read', organisation),
      candidates: counts.get(id) ?? 0,
      inEnglish: needsInWords(needs, 'en'),
      inWelsh: needsInWords(needs, 'cy'),
      sayInWelsh: (key: string) => translateLoosely('cy', key),
      isFull: needs.length >= mostNeeds,
      trustsNobody: counting.length === 0,
      cities: await citiesView(vacancy, trustedCities, database.reader),
      choices: needChoices(),
      search: { ...searched, found: badges?.map(foundLine) },
    },
    { title: vacancy.title, area, ...(skillError !== undefined && { status: 422 }) },
  )
}
