import { z } from 'zod'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Database } from '../../shared/node/database/database.ts'
import type { RandomBytes } from '../../shared/oid4vc/nonce.ts'
import { answerOnce } from '../../shared/server/api/idempotency.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import { bindHandlers, type RouteVisit } from '../../shared/server/visit.ts'
import { zNeed } from '../../shared/skills/need.ts'
import type { CandidateStore } from '../candidates/candidate-store.ts'
import { getOwnCandidate } from '../candidates/own-candidate.ts'
import { inOrganisation } from '../organisations/organisation-scope.ts'
import type { OrganisationStore } from '../organisations/organisation-store.ts'
import type { MadeRequest, RequestStore } from '../requests/request-store.ts'
import type { Permission } from '../staff/roles.ts'
import type { VacancyStore } from '../vacancies/vacancy-store.ts'
import { type Ask, askUrl, makeAsk } from './ask.ts'
import { keepAsk, listAsks, withdrawAsk } from './ask-store.ts'
import { askStates, stateOfAsk } from './ask-view.ts'
import { askForNeed, askForVacancy } from './new-ask.ts'

export type AskApiPorts = {
  publicUrl: string
  database: Database
  random: RandomBytes
  clock: () => Date
  candidates: Pick<CandidateStore, 'get'>
  organisations: Pick<OrganisationStore, 'get'>
  vacancies: Pick<VacancyStore, 'find' | 'get'>
  requests: Pick<RequestStore, 'listOfCandidate'>
}

const path = '/api/v1/organisations/:organisation/candidates/:candidate/asks'
const tag = 'candidates'

const zNewAsk = z
  .strictObject({
    /** What a vacancy or step up of the same organisation asks for. */
    vacancy: z.string().min(1).max(100).exactOptional(),
    /** One badge or skill. */
    need: zNeed.omit({ id: true }).exactOptional(),
    /** What it is for, as the person reads it. Default: what the vacancy says, or a usual sentence. */
    purpose: z.string().trim().min(1).max(300).exactOptional(),
  })
  .refine(({ vacancy, need }) => (vacancy === undefined) !== (need === undefined), {
    error: 'give one of vacancy and need',
  })

const zAsk = z.object({
  id: z.string(),
  /** For this candidate alone: whoever has it can answer. */
  url: z.url(),
  title: z.string(),
  purpose: z.string(),
  needs: z.array(zNeed),
  state: z.enum(askStates),
  retentionDays: z.number(),
  createdAt: z.string(),
  expiresAt: z.string(),
})

type Visit = RouteVisit<Permission, AskApiPorts>

/** To ask somebody who sent something for one more thing, as the console does. */
export function askApiRoutes(ports: AskApiPorts): GuardedRoute<Permission>[] {
  const bound = bindHandlers(ports)
  const common = {
    scope: inOrganisation,
    errors: 'problem',
    permission: 'candidate.decide',
  } as const

  return [
    {
      ...common,
      method: 'GET',
      path,
      description: {
        tag,
        summary: 'What a candidate was asked for, the newest first',
        answer: z.object({ asks: z.array(zAsk) }),
      },
      handler: bound(list),
    },
    {
      ...common,
      method: 'POST',
      path,
      description: {
        tag,
        summary: 'Ask a candidate for one more thing, by a link of their own',
        body: zNewAsk,
        answer: zAsk,
        takesIdempotencyKey: true,
        status: 201,
      },
      handler: bound(ask),
    },
    {
      ...common,
      method: 'DELETE',
      path: `${path}/:ask`,
      description: { tag, summary: 'Take an ask back: its link leads nowhere', status: 204 },
      handler: bound(takeBack),
    },
  ]
}

async function list({ request, response, ports }: Visit) {
  const { database, requests } = ports
  const { organisation, id: candidateId } = await getOwnCandidate(request, ports)
  const asks = await listAsks(database.reader, { organisation, candidateId })
  const made = await requests.listOfCandidate(organisation, candidateId)
  const told = asks.map((ask) => tell(ask, made, ports))
  response.set('Cache-Control', 'no-store').json({ asks: told })
}

async function ask({ request, response, access: { actorId: actor }, ports }: Visit) {
  const { organisations, vacancies } = ports
  const candidate = await getOwnCandidate(request, ports)
  const { organisation: slug, vacancyId } = candidate
  const { vacancy, need, purpose } = parseBody(zNewAsk, request.body)
  const person = {
    candidate,
    organisation: await organisations.get(slug),
    own: vacancyId === undefined ? undefined : await vacancies.find(slug, vacancyId),
  }
  const asking =
    need === undefined
      ? askForVacancy(person, await vacancies.get(slug, vacancy ?? ''))
      : askForNeed(person, { ...need, id: 'asked' }, purpose ?? '')
  if (asking.needs.length === 0) {
    throw new AppError('request_malformed', 'vacancy: it asks for nothing yet')
  }
  const said = vacancy !== undefined && purpose !== undefined ? { purpose } : {}
  const ask = makeAsk({ ...asking, ...said }, ports)
  await answerOnce(ports, request, response, async (tx) => {
    await keepAsk(tx, ask, actor)
    return { status: 201, body: tell(ask, [], ports) }
  })
}

async function takeBack({ request, response, access: { actorId: actor }, ports }: Visit) {
  const { database, clock } = ports
  const { organisation, id: candidateId } = await getOwnCandidate(request, ports)
  const ask = { organisation, candidateId, id: String(request.params.ask) }
  await database.transact((tx) => withdrawAsk(tx, ask, { actor, at: clock() }))
  response.status(204).end()
}

function tell(
  ask: Ask,
  made: readonly MadeRequest[],
  { clock, publicUrl }: AskApiPorts,
): z.infer<typeof zAsk> {
  const { id, title, purpose, needs, retentionDays, createdAt, expiresAt } = ask
  const state = stateOfAsk(ask, made, clock())
  const times = { retentionDays, createdAt, expiresAt }
  return { id, url: askUrl(ask, publicUrl), title, purpose, needs: [...needs], state, ...times }
}
