import type { Response } from 'express'
import { translate } from '../../i18n/catalogue.ts'
import { consolePage } from '../console/console-page.ts'
import { redirectWith } from '../console/flash.ts'
import type { GuardedRoute } from '../guarded-routes.ts'
import { type RoomContext, roomRoutes } from '../room-routes.ts'
import { type FormFault, faultsModel } from '../staff/staff-page.ts'
import { endpointOf, getEndpoint, listEndpoints } from './endpoint-store.ts'
import { editEndpoint, makeEndpoint } from './webhook-acts.ts'
import { type EndpointForm, faultOf, parseEndpointForm, readEndpointForm } from './webhook-form.ts'
import { onePageRoutes } from './webhook-page.ts'
import type { WebhookPorts } from './webhook-ports.ts'

const area = 'webhooks'

/**
 * The pages of webhooks.
 * @param room.path with a parameter where the room is of a part of the application
 */
export function webhookConsoleRoutes<Permission extends string>(
  ports: WebhookPorts,
  room: { path: string; permission: Permission },
): GuardedRoute<Permission>[] {
  const { database, isScope, secrets, events } = ports
  const { reader } = database
  const route = roomRoutes({ ...room, errors: 'page', isScope })

  const formPage = (
    response: Response,
    action: string,
    { faults = [], ...form }: EndpointForm & { faults?: FormFault[] },
  ) => {
    const model = {
      ...faultsModel(faults),
      action,
      ...form,
      events: events.map((event) => ({
        name: `on-${event}`,
        value: 'on',
        text: event,
        checked: form.events.includes(event),
      })),
    }
    const title = translate('en', 'console.webhooks.add')
    const status = faults.length > 0 ? 422 : 200
    consolePage(response, 'webhooks/webhook-form.njk', model, { title, area, status })
  }

  /** Keeps what the form says; what is wrong with it is told beside it, and undefined is answered. */
  const keep = async <Kept>(
    response: Response,
    { body, action }: { body: unknown; action: string },
    work: (input: Parameters<typeof makeEndpoint>[1]['input']) => Promise<Kept>,
  ): Promise<Kept | undefined> => {
    const form = readEndpointForm(body, events)
    const parsed = parseEndpointForm(form, events)
    if ('faults' in parsed) {
      formPage(response, action, { ...form, faults: parsed.faults })
      return undefined
    }
    try {
      return await work(parsed.input)
    } catch (error) {
      const fault = faultOf(error)
      if (fault === undefined) throw error
      formPage(response, action, { ...form, faults: [fault] })
      return undefined
    }
  }

  const keyOf = (params: Record<string, unknown>, { scope }: RoomContext<Permission>) => ({
    scope,
    id: String(params.webhook),
  })

  return [
    route('GET', '', async (_request, response, { scope, path }) => {
      const endpoints = (await listEndpoints(reader, scope)).map(endpointOf)
      const title = translate('en', 'console.webhooks.title')
      consolePage(response, 'webhooks/webhooks.njk', { path, endpoints }, { title, area })
    }),
    route('GET', '/new', (_request, response, { path }) =>
      formPage(response, path, { name: '', url: '', events: [] }),
    ),
    route('POST', '', async (request, response, { scope, path, access: { actorId } }) => {
      const { body } = request
      const row = await keep(response, { body, action: path }, (input) =>
        database.transact((tx) => makeEndpoint(tx, { input, scope, actorId }, ports)),
      )
      if (row === undefined) return
      const model = { href: `${path}/${row.id}`, secret: secrets.secretOf(row) }
      const title = translate('en', 'console.webhooks.secret')
      consolePage(response, 'webhooks/webhook-secret.njk', model, { title, area })
    }),
    route('GET', '/:webhook/change', async (request, response, context) => {
      const endpoint = endpointOf(await getEndpoint(reader, keyOf(request.params, context)))
      formPage(response, `${context.path}/${endpoint.id}/change`, endpoint)
    }),
    route('POST', '/:webhook/change', async (request, response, context) => {
      const key = keyOf(request.params, context)
      const { actorId } = context.access
      await getEndpoint(reader, key)
      const href = `${context.path}/${key.id}`
      const { body } = request
      const row = await keep(response, { body, action: `${href}/change` }, (input) =>
        database.transact((tx) => editEndpoint(tx, { key, input, actorId }, ports)),
      )
      if (row === undefined) return
      const text = translate('en', 'console.webhooks.saved')
      await redirectWith(response, href, { text }, ports)
    }),
    ...onePageRoutes(ports, route),
  ]
}
