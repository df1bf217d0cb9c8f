import type { Request, Response } from 'express'
import { z } from 'zod'
import { translate } from '../../shared/i18n/catalogue.ts'
import type { Access } from '../../shared/server/access.ts'
import { consolePage } from '../../shared/server/console/console-page.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import { mostNeeds, type Need } from '../../shared/skills/need.ts'
import { inOrganisation } from '../organisations/organisation-scope.ts'
import type { OrganisationStore } from '../organisations/organisation-store.ts'
import type { RequestStore } from '../requests/request-store.ts'
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
    requests: Pick<RequestStore, 'countAnswers'>
  }

const path = '/console/o/:organisation/vacancies/:vacancy'
const area = 'vacancies'

const zPage = z.object({ badge: z.string().max(2_048).optional() })
const zNeedChange = z.object({ need: z.string().max(40), change: z.enum(['remove', 'turn']) })

type Handler = (request: Request, response: Response, access: Access<Permission>) => Promise<void>

/** One vacancy: what it needs, what becomes of it, and what its advert takes. */
export function vacancyRoomRoutes(ports: VacancyRoomPorts): GuardedRoute<Permission>[] {
  const { organisations, vacancies, requests, publicUrl, clock } = ports
  const found = (request: Request) =>
    vacancies.get(inOrganisation(request), String(request.params.vacancy))
  const trustedBy = async ({ trustedCities, organisation }: Vacancy) =>
    trustedCities ?? (await organisations.get(organisation)).trustedCities

  const route = (
    method: 'GET' | 'POST',
    below: string,
    handler: Handler,
    permission: Permission = 'vacancy.write',
  ): GuardedRoute<Permission> => ({
    ...{ method, path: `${path}${below}`, permission, handler },
    ...{ scope: inOrganisation, errors: 'page' },
  })

  const save = saveWith(ports)

  const showPage = async (
    response: Response,
    access: Access<Permission>,
    vacancy: Vacancy,
    { asked, skillError }: { asked?: string | undefined; skillError?: string } = {},
  ) => {
    const { organisation, id, needs } = vacancy
    const canWrite = access.can('vacancy.write', organisation)
    const canAdd = canWrite && vacancy.publishedAt === undefined
    const answers = await requests.countAnswers(organisation, [id])
    const { found: badges, ...searched }: Partial<BadgeSearch> = canAdd
      ? await searchBadges(asked, await trustedBy(vacancy), ports)
      : {}
    consolePage(
      response,
      'vacancies/vacancy.njk',
      {
        vacancy: vacancyView(vacancy, { publicUrl, now: clock() }),
        ...{ canWrite, canAdd, skillError, hasErrors: skillError !== undefined },
        canSeeCandidates: access.can('candidate.read', organisation),
        answers: answers.get(id) ?? 0,
        inEnglish: needsInWords(needs, 'en'),
        inWelsh: needsInWords(needs, 'cy'),
        isFull: needs.length >= mostNeeds,
        trustsNobody: (await trustedBy(vacancy)).length === 0,
        cities: await citiesView(
          vacancy,
          (await organisations.get(organisation)).trustedCities,
          ports.database.reader,
        ),
        choices: needChoices(),
        search: { ...searched, found: badges?.map(foundLine) },
      },
      { title: vacancy.title, area, ...(skillError !== undefined && { status: 422 }) },
    )
  }

  const addNeed: Handler = async (request, response, access) => {
    const before = await found(request)
    const form = parseBody(zNeedForm, request.body)
    const published = await ports.readPublishedBadges(await trustedBy(before))
    const need = readNeedForm(form, skillsOf(published))
    if (need === undefined) {
      const skillError = translate('en', 'employer.vacancies.error.skill')
      return showPage(response, access, before, { skillError })
    }
    const after = () => withContent(before, { needs: withNeed(before, need, ports.random) })
    await save(response, { before, after, actor: access.actorId }, 'employer.vacancies.added')
  }

  const changeNeed: Handler = async (request, response, { actorId: actor }) => {
    const before = await found(request)
    const { need: id, change } = parseBody(zNeedChange, request.body)
    const changed = before.needs.flatMap((need): Need[] => {
      if (need.id !== id) return [need]
      return change === 'remove' ? [] : [{ ...need, isRequired: !need.isRequired }]
    })
    await save(
      response,
      { before, after: () => withContent(before, { needs: changed }), actor },
      change === 'remove' ? 'employer.vacancies.removed' : 'employer.vacancies.changed',
    )
  }

  return [
    route(
      'GET',
      '',
      async (request, response, access) => {
        const { badge: asked } = parseBody(zPage, request.query)
        await showPage(response, access, await found(request), { asked })
      },
      'read',
    ),
    vacancyCitiesRoute(ports),
    route('POST', '/needs', addNeed),
    route('POST', '/needs/change', changeNeed),
  ]
}
