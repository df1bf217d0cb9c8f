import { z } from 'zod'
import { translate } from '../../shared/i18n/catalogue.ts'
import type { Database } from '../../shared/node/database/database.ts'
import type { RandomBytes } from '../../shared/oid4vc/nonce.ts'
import { consolePage } from '../../shared/server/console/console-page.ts'
import { redirectWith } from '../../shared/server/console/flash.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import { bindHandlers, type RouteVisit } from '../../shared/server/visit.ts'
import { type Candidate, nameOf } from '../candidates/candidate.ts'
import type { CandidateStore } from '../candidates/candidate-store.ts'
import { baseOf } from '../candidates/candidate-view.ts'
import { getOwnCandidate } from '../candidates/own-candidate.ts'
import { inOrganisation } from '../organisations/organisation-scope.ts'
import type { OrganisationStore } from '../organisations/organisation-store.ts'
import type { Permission } from '../staff/roles.ts'
import { foundLine, type SearchPorts, searchBadges } from '../vacancies/search-badges.ts'
import { phaseOf } from '../vacancies/vacancy.ts'
import type { VacancyStore } from '../vacancies/vacancy-store.ts'
import { daysToAnswer, makeAsk } from './ask.ts'
import { readAskForm, zAskForm } from './ask-form.ts'
import { keepAsk, withdrawAsk } from './ask-store.ts'

export type AskConsolePorts = SearchPorts & {
  database: Database
  random: RandomBytes
  clock: () => Date
  candidates: Pick<CandidateStore, 'get'>
  organisations: Pick<OrganisationStore, 'get'>
  vacancies: Pick<VacancyStore, 'find' | 'list'>
}

const path = '/console/o/:organisation/candidates/:candidate'
const area = 'candidates'
const zQuery = z.object({
  badge: z.string().max(2_048).optional(),
  purpose: z.string().max(300).default(''),
})

type Visit = RouteVisit<Permission, AskConsolePorts>

/** To ask somebody who sent something for one more thing: a step up, or a badge. */
export function askConsoleRoutes(ports: AskConsolePorts): GuardedRoute<Permission>[] {
  const bound = bindHandlers(ports)
  const common = { permission: 'candidate.decide', scope: inOrganisation, errors: 'page' } as const

  return [
    {
      ...common,
      method: 'GET',
      path: `${path}/ask`,
      handler: bound(showForm),
    },
    {
      ...common,
      method: 'POST',
      path: `${path}/ask`,
      handler: bound(ask),
    },
    {
      ...common,
      method: 'POST',
      path: `${path}/asks/:ask/withdraw`,
      handler: bound(takeBack),
    },
  ]
}

async function showForm({ request, response, ports }: Visit) {
  const { badge: asked, purpose } = parseBody(zQuery, request.query)
  await show({ response, ports }, await getOwnCandidate(request, ports), { asked, purpose })
}

async function ask({ request, response, access: { actorId: actor }, ports }: Visit) {
  const { organisations, vacancies, database } = ports
  const candidate = await getOwnCandidate(request, ports)
  const { organisation: slug, id: subject, vacancyId } = candidate
  const form = parseBody(zAskForm, request.body)
  const asking = readAskForm(form, {
    candidate,
    organisation: await organisations.get(slug),
    own: vacancyId === undefined ? undefined : await vacancies.find(slug, vacancyId),
    chosen: form.vacancy === '' ? undefined : await vacancies.find(slug, form.vacancy),
  })
  if (asking === undefined) {
    return show({ response, ports }, candidate, { purpose: form.purpose, status: 422 })
  }
  const ask = makeAsk(asking, ports)
  await database.transact((tx) => keepAsk(tx, ask, actor))
  const text = translate('en', 'employer.ask.asked', { name: nameOf(candidate) })
  await redirectWith(response, `${baseOf(slug)}/${subject}#asked`, { text }, ports)
}

async function takeBack({ request, response, access: { actorId: actor }, ports }: Visit) {
  const { database, clock } = ports
  const { organisation, id: candidateId } = await getOwnCandidate(request, ports)
  const own = { organisation, candidateId, id: String(request.params.ask) }
  await database.transact((tx) => withdrawAsk(tx, own, { actor, at: clock() }))
  const text = translate('en', 'employer.ask.withdrawn')
  await redirectWith(response, `${baseOf(organisation)}/${candidateId}`, { text }, ports)
}

/** @param given.asked the words or the address of a badge that is looked for */
async function show(
  { response, ports }: Pick<Visit, 'response' | 'ports'>,
  candidate: Candidate,
  given: { asked?: string | undefined; purpose: string; status?: number },
): Promise<void> {
  const { organisations, vacancies, clock } = ports
  const { asked, purpose, status } = given
  const { organisation: slug, id, vacancyId } = candidate
  const own = vacancyId === undefined ? undefined : await vacancies.find(slug, vacancyId)
  const trusted = own?.trustedCities ?? (await organisations.get(slug)).trustedCities
  const { found, ...search } = await searchBadges(asked, trusted, ports)
  const all = await vacancies.list(slug, { limit: 100 })
  const now = clock()
  const choices = all.filter((one) => phaseOf(one, now) === 'open' && one.id !== vacancyId)
  const name = nameOf(candidate)
  consolePage(
    response,
    'asks/ask.njk',
    {
      ...{ name, purpose, hasErrors: status !== undefined, days: daysToAnswer },
      back: `${baseOf(slug)}/${id}`,
      search: { ...search, found: found?.map(foundLine) },
      choices: choices.map((one) => ({ value: one.id, text: one.title })),
    },
    {
      ...{ title: translate('en', 'employer.ask.title', { name }), area },
      ...(status !== undefined && { status }),
    },
  )
}
