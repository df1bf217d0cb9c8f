import { z } from 'zod'
import type { DeriveBytes } from '../../shared/node/kms/installation-secret.ts'
import { answerOnce } from '../../shared/server/api/idempotency.ts'
import { createCursorCodec, pageOf } from '../../shared/server/cursor.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import { readListQuery, zListQuery } from '../../shared/server/list-query.ts'
import { bindHandlers, type RouteVisit } from '../../shared/server/visit.ts'
import { mostNeeds, type Need, zNeed } from '../../shared/skills/need.ts'
import { inOrganisation } from '../organisations/organisation-scope.ts'
import type { OrganisationStore } from '../organisations/organisation-store.ts'
import type { Permission } from '../staff/roles.ts'
import {
  addVacancy,
  type ChangePorts,
  copyOf,
  inState,
  makeNeedId,
  saveVacancy,
  withContent,
} from './change-vacancy.ts'
import { makeVacancy, type Vacancy, vacancyStates, zVacancyContent } from './vacancy.ts'
import { vacancyJson, zVacancyJson } from './vacancy-json.ts'
import type { VacancyStore } from './vacancy-store.ts'

export type VacancyApiPorts = ChangePorts & {
  publicUrl: string
  organisations: OrganisationStore
  vacancies: VacancyStore
  derive: DeriveBytes
}

const path = '/api/v1/organisations/:organisation/vacancies'
const tag = 'vacancies'

/** A need without an id gets one. */
const zNeeds = z.array(zNeed.partial({ id: true })).max(mostNeeds)
const zNew = zVacancyContent.extend({ needs: zNeeds.default([]) })
const { shape } = zVacancyContent
/** Only what is sent is changed; what is null is taken away. */
const zChange = z.strictObject({
  kind: shape.kind.unwrap().exactOptional(),
  title: shape.title.exactOptional(),
  description: shape.description.unwrap().exactOptional(),
  purpose: shape.purpose.exactOptional(),
  language: shape.language.unwrap().exactOptional(),
  needs: zNeeds.exactOptional(),
  retentionDays: shape.retentionDays,
  trustedCities: shape.trustedCities,
  opensAt: shape.opensAt.nullable(),
  closesAt: shape.closesAt.nullable(),
  isListed: shape.isListed.unwrap().exactOptional(),
})
const zState = z.strictObject({ state: z.enum(['open', 'closed', 'archived']) })
const zCopy = z.strictObject({ title: shape.title.exactOptional() })
const zQuery = zListQuery.extend({ state: z.enum(vacancyStates).optional() })
const zList = z.object({ vacancies: z.array(zVacancyJson), nextCursor: z.string().optional() })

type Visit = RouteVisit<Permission, VacancyApiPorts>

/** What the console does with vacancies, for programs. */
export function vacancyApiRoutes(ports: VacancyApiPorts): GuardedRoute<Permission>[] {
  const bound = bindHandlers(ports)

  const entry = { scope: inOrganisation, errors: 'problem', permission: 'vacancy.write' } as const

  return [
    {
      ...entry,
      method: 'GET',
      path,
      permission: 'read',
      description: { tag, summary: 'Vacancies and steps up', query: zQuery, answer: zList },
      handler: bound(list),
    },
    {
      ...entry,
      method: 'POST',
      path,
      description: {
        tag,
        summary: 'Write a vacancy, as a draft',
        body: zNew,
        answer: zVacancyJson,
        takesIdempotencyKey: true,
        status: 201,
      },
      handler: bound(write),
    },
    {
      ...entry,
      method: 'GET',
      path: `${path}/:vacancy`,
      permission: 'read',
      description: { tag, summary: 'One vacancy', answer: zVacancyJson },
      handler: bound(read),
    },
    {
      ...entry,
      method: 'PATCH',
      path: `${path}/:vacancy`,
      description: {
        tag,
        summary: 'Change a vacancy; what it asks for only before it is opened',
        body: zChange,
        answer: zVacancyJson,
      },
      handler: bound(change),
    },
    {
      ...entry,
      method: 'POST',
      path: `${path}/:vacancy/state`,
      description: {
        tag,
        summary: 'Open, close or put away a vacancy',
        body: zState,
        answer: zVacancyJson,
        takesIdempotencyKey: true,
      },
      handler: bound(setState),
    },
    {
      ...entry,
      method: 'POST',
      path: `${path}/:vacancy/copy`,
      description: {
        tag,
        summary: 'Copy a vacancy into a new draft',
        body: zCopy,
        answer: zVacancyJson,
        takesIdempotencyKey: true,
        status: 201,
      },
      handler: bound(copy),
    },
  ]
}

async function list({ request, response, ports }: Visit) {
  const { organisations, vacancies } = ports
  const codec = cursorCodec(ports)
  const { slug } = await organisations.get(inOrganisation(request))
  const { state, ...page } = parseBody(zQuery, request.query)
  const { cursor, limit } = readListQuery({ ...page, limit: String(page.limit) })
  const rows = await vacancies.list(slug, {
    limit: limit + 1,
    ...(state !== undefined && { states: [state] }),
    ...(cursor !== undefined && { after: codec.decode(cursor) }),
  })
  const { items, nextCursor } = pageOf(rows, {
    limit,
    codec,
    positionOf: ({ createdAt, id }) => ({ createdAt, id }),
  })
  response.set('Cache-Control', 'no-store').json({
    vacancies: items.map((one) => tell(one, ports)),
    ...(nextCursor !== undefined && { nextCursor }),
  })
}

function tell(vacancy: Vacancy, ports: VacancyApiPorts) {
  const { publicUrl, clock } = ports
  return vacancyJson(vacancy, { publicUrl, now: clock() })
}

async function write({ request, response, access: { actorId: actor }, ports }: Visit) {
  const { organisations, clock } = ports
  const organisation = await organisations.get(inOrganisation(request))
  const { needs, ...rest } = parseBody(zNew, request.body)
  const content = parseBody(zVacancyContent, { ...rest, needs: withIds(needs, ports) })
  const vacancy = makeVacancy(content, organisation, ports)
  await answerOnce(ports, request, response, async (tx) => {
    await addVacancy(tx, vacancy, { actor, at: clock() })
    return { status: 201, body: tell(vacancy, ports) }
  })
}

function withIds(needs: z.infer<typeof zNeeds>, ports: VacancyApiPorts): Need[] {
  return needs.map(({ id = makeNeedId(ports.random), ...need }) => ({ ...need, id }))
}

async function read(visit: Visit) {
  const { response, ports } = visit
  response.set('Cache-Control', 'no-store').json(tell(await found(visit), ports))
}

function found({ request, ports }: Visit) {
  return ports.vacancies.get(inOrganisation(request), String(request.params.vacancy))
}

async function change(visit: Visit) {
  const { request, response, ports } = visit
  const actor = visit.access.actorId
  const { database, clock } = ports
  const before = await found(visit)
  const { needs, opensAt, closesAt, ...changes } = parseBody(zChange, request.body)
  const { opensAt: _, closesAt: _closes, ...dateless } = before
  const opens = opensAt === undefined ? before.opensAt : opensAt
  const closes = closesAt === undefined ? before.closesAt : closesAt
  const after = withContent(dateless, {
    ...changes,
    ...(needs && { needs: withIds(needs, ports) }),
    ...(opens && { opensAt: opens }),
    ...(closes && { closesAt: closes }),
  })
  await database.transact((tx) => saveVacancy(tx, { before, after }, { actor, at: clock() }))
  response.set('Cache-Control', 'no-store').json(tell(after, ports))
}

async function setState(visit: Visit) {
  const { request, response, ports } = visit
  const actor = visit.access.actorId
  const { clock } = ports
  const { state } = parseBody(zState, request.body)
  const before = await found(visit)
  await answerOnce(ports, request, response, async (tx) => {
    const after = inState(before, state, clock())
    await saveVacancy(tx, { before, after }, { actor, at: clock() })
    return { status: 200, body: tell(after, ports) }
  })
}

async function copy(visit: Visit) {
  const { request, response, ports } = visit
  const actor = visit.access.actorId
  const before = await found(visit)
  const { title = before.title } = parseBody(zCopy, request.body ?? {})
  const copy = copyOf(before, title, ports)
  await answerOnce(ports, request, response, async (tx) => {
    await addVacancy(tx, copy, { actor, at: ports.clock() })
    return { status: 201, body: tell(copy, ports) }
  })
}

function cursorCodec(ports: VacancyApiPorts) {
  return createCursorCodec({
    key: ports.derive('cursor'),
    list: 'vacancies',
    position: z.object({ createdAt: z.string(), id: z.string() }),
  })
}
