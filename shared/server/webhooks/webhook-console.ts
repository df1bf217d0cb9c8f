import { translate } from '../../i18n/catalogue.ts'
import { consolePage } from '../console/console-page.ts'
import { redirectWith } from '../console/flash.ts'
import type { GuardedRoute } from '../guarded-routes.ts'
import { type RoomVisit, roomRoutes } from '../room-routes.ts'
import { type FormFault, faultsModel } from '../staff/staff-page.ts'
import { endpointKeyOf } from './endpoint-key.ts'
import { endpointOf, getEndpoint, listEndpoints } from './endpoint-store.ts'
import { eventText } from './event-text.ts'
import type { EndpointInput } from './webhook.ts'
import { editEndpoint, makeEndpoint } from './webhook-acts.ts'
import { type EndpointForm, faultOf, parseEndpointForm, readEndpointForm } from './webhook-form.ts'
import { onePageRoutes } from './webhook-page.ts'
import type { WebhookPorts } from './webhook-ports.ts'

const area = 'webhooks'

type Visit = RoomVisit<WebhookPorts>

/**
 * The pages of webhooks.
 * @param room.path with a parameter where the room is of a part of the application
 */
export function webhookConsoleRoutes<Permission extends string>(
  ports: WebhookPorts,
  room: { path: string; permission: Permission },
): GuardedRoute<Permission>[] {
  const route = roomRoutes({ ...room, errors: 'page' }, ports)
  return [
    route('GET', '', list),
    route('GET', '/new', (visit) => formPage(visit, visit.path, { name: '', url: '', events: [] })),
    route('POST', '', add),
    route('GET', '/:webhook/change', showChange),
    route('POST', '/:webhook/change', change),
    ...onePageRoutes(route),
  ]
}

async function list({ response, scope, path, ports }: Visit) {
  const endpoints = (await listEndpoints(ports.database.reader, scope)).map(endpointOf)
  const title = translate('en', 'console.webhooks.title')
  const rows = endpoints.map((endpoint) => ({ ...endpoint, told: endpoint.events.map(eventText) }))
  consolePage(response, 'webhooks/webhooks.njk', { path, endpoints: rows }, { title, area })
}

async function add(visit: Visit) {
  const { response, scope, path, access, ports } = visit
  const { actorId } = access
  const row = await keepForm(visit, path, (input) =>
    ports.database.transact((tx) => makeEndpoint(tx, { input, scope, actorId }, ports)),
  )
  if (row === undefined) return
  const model = { href: `${path}/${row.id}`, secret: ports.secrets.secretOf(row) }
  const title = translate('en', 'console.webhooks.secret')
  consolePage(response, 'webhooks/webhook-secret.njk', model, { title, area, status: 201 })
}

async function showChange(visit: Visit) {
  const { ports, path } = visit
  const endpoint = endpointOf(await getEndpoint(ports.database.reader, endpointKeyOf(visit)))
  formPage(visit, `${path}/${endpoint.id}/change`, endpoint)
}

async function change(visit: Visit) {
  const { response, access, ports, path } = visit
  const { actorId } = access
  const key = endpointKeyOf(visit)
  await getEndpoint(ports.database.reader, key)
  const href = `${path}/${key.id}`
  const row = await keepForm(visit, `${href}/change`, (input) =>
    ports.database.transact((tx) => editEndpoint(tx, { key, input, actorId }, ports)),
  )
  if (row === undefined) return
  const text = translate('en', 'console.webhooks.saved')
  await redirectWith(response, href, { text }, ports)
}

/** Keeps what the form says; what is wrong with it is told beside it, and undefined is answered. */
async function keepForm<Kept>(
  visit: Visit,
  action: string,
  work: (input: EndpointInput) => Promise<Kept>,
): Promise<Kept | undefined> {
  const { events } = visit.ports
  const form = readEndpointForm(visit.request.body, events)
  const parsed = parseEndpointForm(form, events)
  if ('faults' in parsed) {
    formPage(visit, action, { ...form, faults: parsed.faults })
    return undefined
  }
  try {
    return await work(parsed.input)
  } catch (error) {
    const fault = faultOf(error)
    if (fault === undefined) throw error
    formPage(visit, action, { ...form, faults: [fault] })
    return undefined
  }
}

function formPage(
  { response, ports }: Visit,
  action: string,
  { faults = [], ...form }: EndpointForm & { faults?: FormFault[] },
): void {
  const model = {
    ...faultsModel(faults),
    action,
    ...form,
    events: ports.events.map((event) => ({
      name: `on-${event}`,
      value: 'on',
      text: eventText(event),
      hint: { text: event },
      checked: form.events.includes(event),
    })),
  }
  const title = translate('en', 'console.webhooks.add')
  const status = faults.length > 0 ? 422 : 200
  consolePage(response, 'webhooks/webhook-form.njk', model, { title, area, status })
}
