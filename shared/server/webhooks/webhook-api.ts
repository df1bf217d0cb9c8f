import { z } from 'zod'
import { createCursorCodec, pageOf } from '../cursor.ts'
import type { GuardedRoute } from '../guarded-routes.ts'
import { runOnce } from '../idempotency.ts'
import { readListQuery, zListQuery } from '../list-query.ts'
import { parseBody } from '../parse-body.ts'
import { type RoomContext, roomRoutes } from '../room-routes.ts'
import { listDeliveries } from './delivery-store.ts'
import { endpointOf, getEndpoint, listEndpoints } from './endpoint-store.ts'
import { zEndpointInput } from './webhook.ts'
import { actOnEndpoint, editEndpoint, endpointActs, makeEndpoint, resend } from './webhook-acts.ts'
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
} satisfies Record<(typeof endpointActs)[number], string>

/**
 * Webhook endpoints for programs.
 * @param at.path with a parameter where they are of a part of the application
 */
export function webhookApiRoutes<Permission extends string>(
  ports: WebhookPorts,
  at: { path: string; permission: Permission },
): GuardedRoute<Permission>[] {
  const { database, secrets, isScope } = ports
  const { reader } = database
  const route = roomRoutes({ ...at, errors: 'problem', tag: 'webhooks', isScope })
  const zInput = zEndpointInput(ports.events)
  const codec = createCursorCodec({
    key: ports.cursorKey,
    list: 'webhook-deliveries',
    position: z.object({ endpointId: z.string(), createdAt: z.string(), id: z.string() }),
  })
  const keyOf = (params: Record<string, unknown>, { scope }: RoomContext<Permission>) => ({
    scope,
    id: String(params.webhook),
  })
  const one = '/:webhook'

  return [
    route(
      'GET',
      '',
      async (_request, response, { scope }) => {
        response.json({ webhooks: (await listEndpoints(reader, scope)).map(viewOf) })
      },
      {
        summary: 'The webhook endpoints: at most twenty',
        answer: z.object({ webhooks: z.array(zWebhook) }),
      },
    ),
    route(
      'POST',
      '',
      async (request, response, { scope, access }) => {
        const input = parseBody(zInput, request.body)
        const { actorId } = access
        const { body } = await runOnce(ports, request, response, async (tx) => {
          const { id } = await makeEndpoint(tx, { input, scope, actorId }, ports)
          return { status: 201, body: id }
        })
        const row = await getEndpoint(reader, { scope, id: String(body) })
        response.status(201).json({ ...viewOf(row), secret: secrets.secretOf(row) })
      },
      {
        summary: 'Add a webhook endpoint',
        body: zInput,
        answer: zWebhookMade,
        status: 201,
        takesIdempotencyKey: true,
      },
    ),
    route(
      'GET',
      one,
      async (request, response, context) => {
        response.json(viewOf(await getEndpoint(reader, keyOf(request.params, context))))
      },
      { summary: 'One webhook endpoint', answer: zWebhook },
    ),
    route(
      'PUT',
      one,
      async (request, response, context) => {
        const input = parseBody(zInput, request.body)
        const key = keyOf(request.params, context)
        const { actorId } = context.access
        const row = await database.transact((tx) =>
          editEndpoint(tx, { key, input, actorId }, ports),
        )
        response.json(viewOf(row))
      },
      { summary: 'Change a webhook endpoint', body: zInput, answer: zWebhook },
    ),
    ...endpointActs.map((act) =>
      route(
        'POST',
        `${one}/${act}`,
        async (request, response, context) => {
          parseBody(zNothing, request.body ?? {})
          const key = keyOf(request.params, context)
          const before = await getEndpoint(reader, key)
          const { actorId } = context.access
          await runOnce(ports, request, response, async (tx) => {
            await actOnEndpoint(tx, { act, key, actorId }, ports)
            return { status: 200, body: null }
          })
          const row = act === 'remove' ? before : await getEndpoint(reader, key)
          const secret = act === 'renew-secret' ? { secret: secrets.secretOf(row) } : {}
          response.json({ ...viewOf(row), ...secret })
        },
        {
          summary: summaries[act],
          body: zNothing,
          answer: zWebhookMade,
          takesIdempotencyKey: true,
        },
      ),
    ),
    route(
      'GET',
      `${one}/deliveries`,
      async (request, response, context) => {
        const { cursor, limit } = readListQuery(request.query)
        const { id: endpointId } = await getEndpoint(reader, keyOf(request.params, context))
        const after = cursor === undefined ? undefined : codec.decode(cursor)
        const rows = await listDeliveries(reader, { endpointId, after, limit: limit + 1 })
        const { items, nextCursor } = pageOf(rows, {
          limit,
          codec,
          positionOf: ({ createdAt, id }) => ({ endpointId, createdAt, id }),
        })
        response.json({ deliveries: items, ...(nextCursor !== undefined && { nextCursor }) })
      },
      {
        summary: 'What an endpoint was sent and is to be sent, the newest first',
        query: zListQuery,
        answer: z.object({ deliveries: z.array(zDelivery), nextCursor: z.string().optional() }),
      },
    ),
    route(
      'POST',
      `${one}/deliveries/:delivery/send-again`,
      async (request, response, context) => {
        parseBody(zNothing, request.body ?? {})
        const key = keyOf(request.params, context)
        const delivery = String(request.params.delivery)
        await database.transact((tx) => resend(tx, { key, delivery }, ports))
        response.json(viewOf(await getEndpoint(reader, key)))
      },
      { summary: 'Send an event once more', body: zNothing, answer: zWebhook },
    ),
  ]
}

function viewOf(row: EndpointRow): z.infer<typeof zWebhook> {
  const { scope, events, disabledBecause, ...endpoint } = endpointOf(row)
  return { ...endpoint, events: [...events], ...(disabledBecause && { disabledBecause }) }
}
