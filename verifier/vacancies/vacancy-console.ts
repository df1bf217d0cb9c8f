import { z } from 'zod'
import { translate } from '../../shared/i18n/catalogue.ts'
import type { DeriveBytes } from '../../shared/node/kms/installation-secret.ts'
import { consolePage } from '../../shared/server/console/console-page.ts'
import { redirectWith } from '../../shared/server/console/flash.ts'
import { createCursorCodec, pageOf } from '../../shared/server/cursor.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import { bindHandlers, type RouteVisit } from '../../shared/server/visit.ts'
import type { CandidateStore } from '../candidates/candidate-store.ts'
import { inOrganisation } from '../organisations/organisation-scope.ts'
import type { OrganisationStore } from '../organisations/organisation-store.ts'
import type { Permission } from '../staff/roles.ts'
import { addVacancy, type ChangePorts, saveVacancy, withContent } from './change-vacancy.ts'
import { makeVacancy, type Vacancy } from './vacancy.ts'
import {
  emptyForm,
  formOf,
  readVacancyForm,
  type VacancyFaults,
  type VacancyForm,
  zVacancyForm,
} from './vacancy-form.ts'
import type { VacancyStore } from './vacancy-store.ts'
import { vacanciesHref, vacancyChoices, vacancyHref, vacancyLine } from './vacancy-view.ts'

const path = '/console/o/:organisation/vacancies'
const area = 'vacancies'
const perPage = 50

export type VacancyConsolePorts = ChangePorts & {
  organisations: OrganisationStore
  vacancies: VacancyStore
  candidates: Pick<CandidateStore, 'count'>
  derive: DeriveBytes
}

const zPage = z.object({
  after: z.string().max(1_000).optional(),
  archived: z.literal('yes').optional(),
})

type Visit = RouteVisit<Permission, VacancyConsolePorts>

/** The list, and the words of each. */
export function vacancyConsoleRoutes(ports: VacancyConsolePorts): GuardedRoute<Permission>[] {
  const bound = bindHandlers(ports)

  const entry = { scope: inOrganisation, permission: 'vacancy.write', errors: 'page' } as const

  return [
    { ...entry, method: 'GET', path, permission: 'read', handler: bound(list) },
    { ...entry, method: 'GET', path: `${path}/new`, handler: bound(askNew) },
    { ...entry, method: 'POST', path: `${path}/new`, handler: bound(write) },
    { ...entry, method: 'GET', path: `${path}/:vacancy/edit`, handler: bound(edit) },
    { ...entry, method: 'POST', path: `${path}/:vacancy/edit`, handler: bound(save) },
  ]
}

async function list({ request, response, access, ports }: Visit) {
  const { organisations, vacancies, clock, candidates } = ports
  const codec = cursorCodec(ports)
  const { slug } = await organisations.get(inOrganisation(request))
  const { after, archived } = parseBody(zPage, request.query)
  const rows = await vacancies.list(slug, {
    limit: perPage + 1,
    states: archived === undefined ? ['draft', 'open', 'closed'] : ['archived'],
    ...(after !== undefined && { after: codec.decode(after) }),
  })
  const { items, nextCursor } = pageOf(rows, {
    limit: perPage,
    codec,
    positionOf: ({ createdAt, id }) => ({ createdAt, id }),
  })
  const now = clock()
  const counts = await candidates.count(
    slug,
    items.map(({ id }) => id),
  )
  const href = vacanciesHref(slug)
  const query = archived === undefined ? '' : 'archived=yes&'
  consolePage(
    response,
    'vacancies/vacancy-list.njk',
    {
      href,
      isArchive: archived !== undefined,
      canWrite: access.can('vacancy.write', slug),
      vacancies: items.map((vacancy) =>
        vacancyLine(vacancy, { now, candidates: counts.get(vacancy.id) ?? 0 }),
      ),
      ...(nextCursor !== undefined && { more: `${href}?${query}after=${nextCursor}` }),
    },
    { title: translate('en', 'employer.vacancies.title'), area },
  )
}

async function askNew(visit: Visit) {
  const { request, ports } = visit
  const organisation = await ports.organisations.get(inOrganisation(request))
  showForm(visit, emptyForm(organisation), newPage(organisation.slug))
}

function showForm(
  { response }: Visit,
  form: VacancyForm,
  page: { title: string; action: string; vacancy?: Vacancy; faults?: VacancyFaults },
) {
  const { title, action, vacancy, faults = {} } = page
  const errors = Object.entries(faults).map(([name, text]) => ({ text, href: `#${name}` }))
  consolePage(
    response,
    'vacancies/vacancy-form.njk',
    {
      ...{ form, faults, errors, action, hasErrors: errors.length > 0 },
      isFixed: vacancy?.publishedAt !== undefined,
      isNew: vacancy === undefined,
      choices: vacancyChoices(form),
    },
    { title, area, ...(errors.length > 0 && { status: 422 }) },
  )
}

function newPage(organisation: string) {
  return {
    title: translate('en', 'employer.vacancies.new'),
    action: `${vacanciesHref(organisation)}/new`,
  }
}

async function write(visit: Visit) {
  const { request, response, ports } = visit
  const actor = visit.access.actorId
  const { organisations, database, clock } = ports
  const organisation = await organisations.get(inOrganisation(request))
  const form = parseBody(zVacancyForm, request.body)
  const read = readVacancyForm(form)
  if ('faults' in read) {
    return showForm(visit, form, { ...newPage(organisation.slug), ...read })
  }
  const vacancy = makeVacancy({ ...read.content, needs: [] }, organisation, ports)
  await database.transact((tx) => addVacancy(tx, vacancy, { actor, at: clock() }))
  response.redirect(303, vacancyHref(vacancy))
}

async function edit(visit: Visit) {
  const vacancy = await found(visit)
  showForm(visit, formOf(vacancy), editPage(vacancy))
}

function found({ request, ports }: Visit) {
  return ports.vacancies.get(inOrganisation(request), String(request.params.vacancy))
}

function editPage(vacancy: Vacancy) {
  return {
    title: translate('en', 'employer.vacancies.edit'),
    action: `${vacancyHref(vacancy)}/edit`,
    vacancy,
  }
}

async function save(visit: Visit) {
  const { request, response, ports } = visit
  const actor = visit.access.actorId
  const { database, clock } = ports
  const before = await found(visit)
  // what people have seen is not in the form any more
  const kept = before.publishedAt === undefined ? {} : fixedIn(before)
  const form = { ...parseBody(zVacancyForm, request.body), ...kept }
  const read = readVacancyForm(form)
  if ('faults' in read) {
    return showForm(visit, form, { ...editPage(before), ...read })
  }
  const { opensAt: _, closesAt: _closes, ...dateless } = before
  const after = withContent(dateless, read.content)
  await database.transact((tx) => saveVacancy(tx, { before, after }, { actor, at: clock() }))
  const text = translate('en', 'employer.vacancies.saved')
  await redirectWith(response, vacancyHref(after), { text }, ports)
}

function cursorCodec(ports: VacancyConsolePorts) {
  return createCursorCodec({
    key: ports.derive('cursor'),
    list: 'vacancies of the console',
    position: z.object({ createdAt: z.string(), id: z.string() }),
  })
}

function fixedIn(vacancy: Vacancy): Partial<VacancyForm> {
  const { kind, purpose, language, retentionDays } = formOf(vacancy)
  return { kind, purpose, language, retentionDays }
}
