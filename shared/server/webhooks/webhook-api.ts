import { z } from 'zod'
import { runOnce } from '../api/idempotency.ts'
import type { GuardedRoute } from '../guarded-routes.ts'
import { parseBody } from '../http/parse-body.ts'
import { readListQuery, zListQuery } from '../list-query.ts'
import { type RoomVisit, roomRoutes } from '../room-routes.ts'
import { readDeliveries } from './deliveries-page.ts'
import { endpointKeyOf } from './endpoint-key.ts'
import { endpointOf, getEndpoint, listEndpoints } from './endpoint-store.ts'
import { zEndpointInput } from './webhook.ts'
import {
  actOnEndpoint,
  type EndpointAct,
  editEndpoint,
  endpointActs,
  makeEndpoint,
  resend,
} from './webhook-acts.ts'
import type { WebhookPorts } from './webhook-ports.ts'
import type { EndpointRow } from './webhook-schema.ts'

const zWebhook = z.object({
  id: z.string(),
  url: z.string(),
  name: z.string(),
  events: z.array(z.string()),
  state: z.enum(['active', 'disabled']),
  disabledBecause: z.enum(['by-hand', 'failing']).optional(),
  createdAt: z.string(),
  createdBy: z.string(),
})

/** The secret is told at the making and at a renewal alone. */
const zWebhookMade = zWebhook.extend({ secret: z.string().optional() })

const zDelivery = z.object({
  id: z.string(),
  eventId: z.string(),
  type: z.string(),
  state: z.enum(['waiting', 'sent', 'failed']),
  attempts: z.number(),
  failure: z.string().optional(),
  httpStatus: z.number().optional(),
  createdAt: z.string(),
  sentAt: z.string().optional(),
  triedAgainAt: z.string().optional(),
})

const zNothing = z.strictObject({})

const summaries = {
  'renew-secret': 'Give a webhook endpoint a new secret',
  enable: 'Send to a webhook endpoint again',
  disable: 'Send nothing more to a webhook endpoint',
  remove: 'Remove a webhook endpoint',
  test: 'Send a test event to a webhook endpoint',
} satisfies Record<EndpointAct, string>

const zDeliveries = z.object({ deliveries: z.array(zDelivery), nextCursor: z.string().optional() })

type Visit = RoomVisit<WebhookPorts>

const one = '/:webhook'

/**
 * Webhook endpoints for programs.
 * @param at.path with a parameter where they are of a part of the application
 */
export function webhookApiRoutes<Permission extends string>(
  ports: WebhookPorts,
  at: { path: string; permission: Permission },
): GuardedRoute<Permission>[] {
  const route = roomRoutes({ ...at, errors: 'problem', tag: 'webhooks' }, ports)
  const body = zEndpointInput(ports.events)

  return [
    route('GET', '', list, {
      summary: 'The webhook endpoints: at most twenty',
      answer: z.object({ webhooks: z.array(zWebhook) }),
    }),
    route('POST', '', add, {
      ...{ summary: 'Add a webhook endpoint', body, answer: zWebhookMade },
      ...{ status: 201, takesIdempotencyKey: true },
    }),
    route('GET', one, read, { summary: 'One webhook endpoint', answer: zWebhook }),
    route('PUT', one, change, { summary: 'Change a webhook endpoint', body, answer: zWebhook }),
    ...endpointActs.map((act) =>
      route('POST', `${one}/${act}`, doing(act), {
        ...{ summary: summaries[act], body: zNothing, answer: zWebhookMade },
        takesIdempotencyKey: true,
      }),
    ),
    route('GET', `${one}/deliveries`, listSent, {
      summary: 'What an endpoint was sent and is to be sent, the newest first',
      query: zListQuery,
      answer: zDeliveries,
    }),
    route('POST', `${one}/deliveries/:delivery/send-again`, sendAgain, {
      ...{ summary: 'Send an event once more', body: zNothing, answer: zWebhook },
    }),
  ]
}

async function list({ response, scope, ports }: Visit) {
  const rows = await listEndpoints(ports.database.reader, scope)
  response.json({ webhooks: rows.map(viewOf) })
}

async function add({ request, response, scope, access: { actorId }, ports }: Visit) {
  const input = parseBody(zEndpointInput(ports.events), request.body)
  const { body } = await runOnce(ports, request, response, async (tx) => {
    const { id } = await makeEndpoint(tx, { input, scope, actorId }, ports)
    return { status: 201, body: id }
  })
  const row = await getEndpoint(ports.database.reader, { scope, id: String(body) })
  response.status(201).json({ ...viewOf(row), secret: ports.secrets.secretOf(row) })
}

async function read(visit: Visit) {
  const row = await getEndpoint(visit.ports.database.reader, endpointKeyOf(visit))
  visit.response.json(viewOf(row))
}

async function change(visit: Visit) {
  const { request, response, access, ports } = visit
  const input = parseBody(zEndpointInput(ports.events), request.body)
  const edit = { key: endpointKeyOf(visit), input, actorId: access.actorId }
  const row = await ports.database.transact((tx) => editEndpoint(tx, edit, ports))
  response.json(viewOf(row))
}

function doing(act: EndpointAct): (visit: Visit) => Promise<void> {
  return async (visit) => {
    const { request, response, access, ports } = visit
    parseBody(zNothing, request.body ?? {})
    const key = endpointKeyOf(visit)
    const { body } = await runOnce(ports, request, response, async (tx) => {
      const before = await getEndpoint(tx, key)
      await actOnEndpoint(tx, { act, key, actorId: access.actorId }, ports)
      return { status: 200, body: viewOf(act === 'remove' ? before : await getEndpoint(tx, key)) }
    })
    if (act !== 'renew-secret') return void response.json(body)
    // a secret is not kept with the answer
    const row = await getEndpoint(ports.database.reader, key)
    response.json({ ...viewOf(row), secret: ports.secrets.secretOf(row) })
  }
}

async function listSent(visit: Visit) {
  const { request, response, ports } = visit
  const query = readListQuery(request.query)
  const { id: endpointId } = await getEndpoint(ports.database.reader, endpointKeyOf(visit))
  const { items, nextCursor } = await readDeliveries({ endpointId, ...query }, ports)
  response.json({ deliveries: items, ...(nextCursor !== undefined && { nextCursor }) })
}

async function sendAgain(visit: Visit) {
  const { request, response, ports } = visit
  parseBody(zNothing, request.body ?? {})
  const key = endpointKeyOf(visit)
  const delivery = String(request.params.delivery)
  await ports.database.transact((tx) => resend(tx, { key, delivery }, ports))
  response.json(viewOf(await getEndpoint(ports.database.reader, key)))
}

function viewOf(row: EndpointRow): z.infer<typeof zWebhook> {
  const { scope, events, disabledBecause, ...endpoint } = endpointOf(row)
  return { ...endpoint, events: [...events], ...(disabledBecause && { disabledBecause }) }
}
