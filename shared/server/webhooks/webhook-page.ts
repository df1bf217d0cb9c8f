import { z } from 'zod'
import { isAppError } from '../../errors/app-error.ts'
import { translate } from '../../i18n/catalogue.ts'
import { confirmPage, consolePage } from '../console/console-page.ts'
import { redirectWith } from '../console/flash.ts'
import { createCursorCodec, pageOf } from '../cursor.ts'
import type { GuardedRoute } from '../guarded-routes.ts'
import type { RoomContext, RoomRoute } from '../room-routes.ts'
import { listDeliveries } from './delivery-store.ts'
import { endpointOf, getEndpoint } from './endpoint-store.ts'
import { actOnEndpoint, type EndpointAct, resend } from './webhook-acts.ts'
import type { WebhookPorts } from './webhook-ports.ts'
import { deliveryRow } from './webhook-view.ts'

const area = 'webhooks'
const pageSize = 25

/** What is asked about before it is done. */
const asked = ['renew-secret', 'disable', 'remove'] as const
const atOnce = ['enable', 'test'] as const

const buttons = {
  'renew-secret': 'console.webhooks.renew-secret',
  disable: 'console.webhooks.disable',
  remove: 'console.webhooks.remove',
} as const satisfies Record<(typeof asked)[number], string>

/** The page of one endpoint: what it was sent, and what can be done with it. */
export function onePageRoutes<Permission extends string>(
  ports: WebhookPorts,
  route: RoomRoute<Permission>,
): GuardedRoute<Permission>[] {
  const { database, secrets } = ports
  const { reader } = database
  const codec = createCursorCodec({
    key: ports.cursorKey,
    list: 'webhook-deliveries',
    position: z.object({ endpointId: z.string(), createdAt: z.string(), id: z.string() }),
  })
  const keyOf = (params: Record<string, unknown>, { scope }: RoomContext<Permission>) => ({
    scope,
    id: String(params.webhook),
  })
  const act = (
    name: EndpointAct,
    { params }: { params: Record<string, unknown> },
    context: RoomContext<Permission>,
  ) =>
    database.transact((tx) =>
      actOnEndpoint(
        tx,
        { act: name, key: keyOf(params, context), actorId: context.access.actorId },
        ports,
      ),
    )

  return [
    route('GET', '/:webhook', async (request, response, context) => {
      const endpoint = endpointOf(await getEndpoint(reader, keyOf(request.params, context)))
      const { cursor } = request.query
      const after = typeof cursor === 'string' ? codec.decode(cursor) : undefined
      const { id: endpointId } = endpoint
      const rows = await listDeliveries(reader, { endpointId, after, limit: pageSize + 1 })
      const { items, nextCursor } = pageOf(rows, {
        limit: pageSize,
        codec,
        positionOf: ({ createdAt, id }) => ({ endpointId, createdAt, id }),
      })
      const href = `${context.path}/${endpoint.id}`
      const model = {
        href,
        endpoint,
        deliveries: items.map(deliveryRow),
        more: nextCursor && `${href}?cursor=${encodeURIComponent(nextCursor)}`,
      }
      consolePage(response, 'webhooks/webhook.njk', model, { title: endpoint.name, area })
    }),
    ...asked.map((name) =>
      route('GET', `/:webhook/${name}`, async (request, response, context) => {
        const row = await getEndpoint(reader, keyOf(request.params, context))
        const href = `${context.path}/${row.id}`
        confirmPage(response, {
          title: translate('en', `console.webhooks.ask.${name}`, { name: row.name }),
          text: translate('en', `console.webhooks.ask.${name}-text`),
          action: `${href}/${name}`,
          button: translate('en', buttons[name]),
          back: href,
          area,
        })
      }),
    ),
    route('POST', '/:webhook/renew-secret', async (request, response, context) => {
      await act('renew-secret', request, context)
      const row = await getEndpoint(reader, keyOf(request.params, context))
      const model = { href: `${context.path}/${row.id}`, secret: secrets.secretOf(row) }
      const title = translate('en', 'console.webhooks.secret')
      consolePage(response, 'webhooks/webhook-secret.njk', model, { title, area })
    }),
    ...(['disable', 'remove', ...atOnce] as const).map((name) =>
      route('POST', `/:webhook/${name}`, async (request, response, context) => {
        const href = `${context.path}/${String(request.params.webhook)}`
        const to = name === 'remove' ? context.path : href
        try {
          await act(name, request, context)
          const text = translate('en', `console.webhooks.done.${name}`)
          await redirectWith(response, to, { text }, ports)
        } catch (error) {
          if (!isAppError(error) || error.code !== 'conflict') throw error
          const text = translate('en', 'console.webhooks.error.disabled')
          await redirectWith(response, to, { text, kind: 'problem' }, ports)
        }
      }),
    ),
    route('POST', '/:webhook/deliveries/:delivery/again', async (request, response, context) => {
      const key = keyOf(request.params, context)
      const href = `${context.path}/${key.id}`
      const delivery = String(request.params.delivery)
      try {
        await database.transact((tx) => resend(tx, { key, delivery }, ports))
        const text = translate('en', 'console.webhooks.log-again-done')
        await redirectWith(response, href, { text }, ports)
      } catch (error) {
        if (!isAppError(error) || error.code !== 'conflict') throw error
        const text = translate('en', 'console.webhooks.error.disabled')
        await redirectWith(response, href, { text, kind: 'problem' }, ports)
      }
    }),
  ]
}
