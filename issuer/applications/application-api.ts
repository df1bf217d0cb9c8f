import { z } from 'zod'
import type { DeriveBytes } from '../../shared/node/kms/installation-secret.ts'
import { runOnce } from '../../shared/server/api/idempotency.ts'
import { createCursorCodec, pageOf } from '../../shared/server/cursor.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import { zListQuery } from '../../shared/server/list-query.ts'
import { zSlug } from '../../shared/server/slug.ts'
import { bindHandlers, type RouteVisit } from '../../shared/server/visit.ts'
import { actorOf } from '../api/scope.ts'
import type { Permission } from '../staff/roles.ts'
import { applicationStates } from './application.ts'
import { openToApplications } from './application-form.ts'
import { getApplication, listApplications } from './application-store.ts'
import { applicationJson, zApplicationJson } from './application-view.ts'
import { isOpenToApplications } from './apply.ts'
import { acceptApplication, askApplicant, type DecidePorts, declineApplication } from './decide.ts'

const path = '/api/v1/applications'
const formPath = '/api/v1/application-form'

const zQuery = zListQuery.extend({
  state: z.enum(applicationStates).exclude(['unconfirmed']).default('applied'),
})
const zText = z.string().trim().min(1)
const zInBoth = (most: number) => z.strictObject({ en: zText.max(most), cy: zText.max(most) })
const zQuestion = z.strictObject({ question: zText.max(2_000) })
const zReason = z.strictObject({ reason: zText.max(2_000) })
const zAccept = z.strictObject({
  slug: zSlug,
  /** As the applicant wrote it unless given. */
  name: zInBoth(200).optional(),
  description: zInBoth(500).optional(),
  /** `draft`: its people prepare, and nothing is public until it is activated. */
  state: z.enum(['draft', 'active']).default('active'),
})
const zForm = z.strictObject({ isOpen: z.boolean() })

const zApplications = z.object({
  applications: z.array(zApplicationJson),
  nextCursor: z.string().optional(),
})
/** The link, where the city sends no mail: a secret, for whoever hands it over. */
const zDecided = zApplicationJson.extend({ link: z.string().optional() })

type Visit = RouteVisit<Permission, DecidePorts & { derive: DeriveBytes }>

/** Who asks to award badges in the city. For the city alone. */
export function applicationApiRoutes(
  ports: DecidePorts & { derive: DeriveBytes },
): GuardedRoute<Permission>[] {
  const bound = bindHandlers(ports)

  const ofCity = { permission: 'city.manage', scope: 'everywhere', errors: 'problem' } as const
  const tag = 'providers'

  return [
    {
      ...ofCity,
      method: 'GET',
      path,
      description: { tag, summary: 'Who applies', query: zQuery, answer: zApplications },
      handler: bound(list),
    },
    {
      ...ofCity,
      method: 'GET',
      path: `${path}/:id`,
      description: { tag, summary: 'One application', answer: zApplicationJson },
      handler: bound(read),
    },
    {
      ...ofCity,
      method: 'POST',
      path: `${path}/:id/accept`,
      description: {
        tag,
        summary: 'Make a provider of an applicant and invite its owner',
        body: zAccept,
        answer: zDecided,
      },
      handler: bound(accept),
    },
    {
      ...ofCity,
      method: 'POST',
      path: `${path}/:id/ask`,
      description: {
        tag,
        summary: 'Ask an applicant for more',
        body: zQuestion,
        answer: zDecided,
        takesIdempotencyKey: true,
      },
      handler: bound(ask),
    },
    {
      ...ofCity,
      method: 'POST',
      path: `${path}/:id/decline`,
      description: {
        tag,
        summary: 'Decline an application',
        body: zReason,
        answer: zApplicationJson,
        takesIdempotencyKey: true,
      },
      handler: bound(decline),
    },
    {
      ...ofCity,
      method: 'GET',
      path: formPath,
      description: { tag, summary: 'Whether the public form is open', answer: zForm },
      handler: bound(readForm),
    },
    {
      ...ofCity,
      method: 'POST',
      path: formPath,
      description: { tag, summary: 'Open or close the public form', body: zForm, answer: zForm },
      handler: bound(setForm),
    },
  ]
}

async function list({ request, response, ports }: Visit) {
  const { state, cursor, limit } = parseBody(zQuery, request.query)
  const codec = codecFor(state, ports)
  const after = cursor === undefined ? undefined : codec.decode(cursor)
  const rows = await listApplications(ports.database.reader, { state, after, limit: limit + 1 })
  const { items, nextCursor } = pageOf(rows, {
    limit,
    codec,
    positionOf: ({ createdAt, id }) => ({ createdAt, id }),
  })
  response.set('Cache-Control', 'no-store').json({
    applications: items.map(applicationJson),
    ...(nextCursor !== undefined && { nextCursor }),
  })
}

function codecFor(state: string, ports: DecidePorts & { derive: DeriveBytes }) {
  return createCursorCodec({
    key: ports.derive('cursor'),
    list: `applications ${state}`,
    position: z.object({ createdAt: z.string(), id: z.string() }),
  })
}

async function read({ request, response, ports }: Visit) {
  response.set('Cache-Control', 'no-store').json(await readOne(String(request.params.id), ports))
}

async function readOne(id: string, ports: DecidePorts & { derive: DeriveBytes }) {
  return applicationJson(await getApplication(ports.database.reader, id))
}

async function accept({ request, response, ports }: Visit) {
  const { database, clock } = ports
  const id = String(request.params.id)
  const row = await getApplication(database.reader, id)
  const asked = parseBody(zAccept, request.body)
  const acceptance = {
    ...asked,
    name: asked.name ?? { en: row.name, cy: row.name },
    description: asked.description ?? { en: row.description, cy: row.description },
  }
  const at = clock().toISOString()
  const decision = { id, acceptance, actor: actorOf(response), at }
  const { link } = await acceptApplication(decision, ports)
  const answer = { ...(await readOne(id, ports)), ...(link !== undefined && { link }) }
  response.set('Cache-Control', 'no-store').json(answer)
}

async function ask({ request, response, ports }: Visit) {
  const id = String(request.params.id)
  const { question } = parseBody(zQuestion, request.body)
  const decision = { id, question, actor: actorOf(response), at: ports.clock().toISOString() }
  let link: string | undefined
  await runOnce(ports, request, response, async (tx) => {
    link = await askApplicant(tx, decision, ports)
    return { status: 200, body: null }
  })
  const answer = { ...(await readOne(id, ports)), ...(link !== undefined && { link }) }
  response.set('Cache-Control', 'no-store').json(answer)
}

async function decline({ request, response, ports }: Visit) {
  const id = String(request.params.id)
  const { reason } = parseBody(zReason, request.body)
  const decision = { id, reason, actor: actorOf(response), at: ports.clock().toISOString() }
  await runOnce(ports, request, response, async (tx) => {
    await declineApplication(tx, decision, ports)
    return { status: 200, body: null }
  })
  response.set('Cache-Control', 'no-store').json(await readOne(id, ports))
}

async function readForm({ response, ports }: Visit) {
  response.set('Cache-Control', 'no-store').json({ isOpen: await isOpenToApplications(ports) })
}

async function setForm({ request, response, ports }: Visit) {
  const { isOpen } = parseBody(zForm, request.body)
  await openToApplications({ isOpen, actor: actorOf(response) }, ports)
  response.set('Cache-Control', 'no-store').json({ isOpen: await isOpenToApplications(ports) })
}
