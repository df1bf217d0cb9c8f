import type { Request } from 'express'
import { z } from 'zod'
import type { DeriveBytes } from '../../shared/node/kms/installation-secret.ts'
import { createCursorCodec, pageOf } from '../../shared/server/cursor.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { answerOnce } from '../../shared/server/idempotency.ts'
import { readListQuery, zListQuery } from '../../shared/server/list-query.ts'
import { parseBody } from '../../shared/server/parse-body.ts'
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

/** What the console does with vacancies, for programs. */
export function vacancyApiRoutes(ports: VacancyApiPorts): GuardedRoute<Permission>[] {
  const { database, organisations, vacancies, publicUrl, clock } = ports
  const entry = { scope: inOrganisation, errors: 'problem', permission: 'vacancy.write' } as const
  const tell = (vacancy: Vacancy) => vacancyJson(vacancy, { publicUrl, now: clock() })
  const found = (request: Request) =>
    vacancies.get(inOrganisation(request), String(request.params.vacancy))
  const withIds = (needs: z.infer<typeof zNeeds>): Need[] =>
    needs.map(({ id = makeNeedId(ports.random), ...need }) => ({ ...need, id }))
  const codec = createCursorCodec({
    key: ports.derive('cursor'),
    list: 'vacancies',
    position: z.object({ createdAt: z.string(), id: z.string() }),
  })

  return [
    {
      ...entry,
      method: 'GET',
      path,
      permission: 'read',
      description: { tag, summary: 'Vacancies and steps up', query: zQuery, answer: zList },
      async handler(request, response) {
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
          vacancies: items.map(tell),
          ...(nextCursor !== undefined && { nextCursor }),
        })
      },
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
      async handler(request, response, { actorId: actor }) {
        const organisation = await organisations.get(inOrganisation(request))
        const { needs, ...rest } = parseBody(zNew, request.body)
        const content = parseBody(zVacancyContent, { ...rest, needs: withIds(needs) })
        const vacancy = makeVacancy(content, organisation, ports)
        await answerOnce(ports, request, response, async (tx) => {
          await addVacancy(tx, vacancy, { actor, at: clock() })
          return { status: 201, body: tell(vacancy) }
        })
      },
    },
    {
      ...entry,
      method: 'GET',
      path: `${path}/:vacancy`,
      permission: 'read',
      description: { tag, summary: 'One vacancy', answer: zVacancyJson },
      async handler(request, response) {
        response.set('Cache-Control', 'no-store').json(tell(await found(request)))
      },
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
      async handler(request, response, { actorId: actor }) {
        const before = await found(request)
        const { needs, opensAt, closesAt, ...changes } = parseBody(zChange, request.body)
        const { opensAt: _, closesAt: _closes, ...dateless } = before
        const opens = opensAt === undefined ? before.opensAt : opensAt
        const closes = closesAt === undefined ? before.closesAt : closesAt
        const after = withContent(dateless, {
          ...changes,
          ...(needs && { needs: withIds(needs) }),
          ...(opens && { opensAt: opens }),
          ...(closes && { closesAt: closes }),
        })
        await database.transact((tx) => saveVacancy(tx, { before, after }, { actor, at: clock() }))
        response.set('Cache-Control', 'no-store').json(tell(after))
      },
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
      async handler(request, response, { actorId: actor }) {
        const { state } = parseBody(zState, request.body)
        const before = await found(request)
        await answerOnce(ports, request, response, async (tx) => {
          const after = inState(before, state, clock())
          await saveVacancy(tx, { before, after }, { actor, at: clock() })
          return { status: 200, body: tell(after) }
        })
      },
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
      async handler(request, response, { actorId: actor }) {
        const before = await found(request)
        const { title = before.title } = parseBody(zCopy, request.body ?? {})
        const copy = copyOf(before, title, ports)
        await answerOnce(ports, request, response, async (tx) => {
          await addVacancy(tx, copy, { actor, at: clock() })
          return { status: 201, body: tell(copy) }
        })
      },
    },
  ]
}
