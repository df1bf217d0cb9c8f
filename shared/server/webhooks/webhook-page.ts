import { isAppError } from '../../errors/app-error.ts'
import { translate } from '../../i18n/catalogue.ts'
import { confirmPage, consolePage } from '../console/console-page.ts'
import { redirectWith } from '../console/flash.ts'
import type { GuardedRoute } from '../guarded-routes.ts'
import type { RoomRoute, RoomVisit } from '../room-routes.ts'
import { readDeliveries } from './deliveries-page.ts'
import { endpointKeyOf } from './endpoint-key.ts'
import { endpointOf, getEndpoint } from './endpoint-store.ts'
import { eventText } from './event-text.ts'
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

type Visit = RoomVisit<WebhookPorts>

/** The page of one endpoint: what it was sent, and what can be done with it. */
export function onePageRoutes<Permission extends string>(
  route: RoomRoute<Permission, WebhookPorts>,
): GuardedRoute<Permission>[] {
  return [
    route('GET', '/:webhook', show),
    ...asked.map((act) => route('GET', `/:webhook/${act}`, askingFor(act))),
    route('POST', '/:webhook/renew-secret', renewSecret),
    ...(['disable', 'remove', ...atOnce] as const).map((act) =>
      route('POST', `/:webhook/${act}`, doing(act)),
    ),
    route('POST', '/:webhook/deliveries/:delivery/again', sendAgain),
  ]
}

async function show(visit: Visit) {
  const { request, response, ports, path } = visit
  const endpoint = endpointOf(await getEndpoint(ports.database.reader, endpointKeyOf(visit)))
  const { cursor } = request.query
  const page = await readDeliveries(
    {
      endpointId: endpoint.id,
      cursor: typeof cursor === 'string' ? cursor : undefined,
      limit: pageSize,
    },
    ports,
  )
  const href = `${path}/${endpoint.id}`
  const model = {
    href,
    endpoint,
    told: endpoint.events.map(eventText),
    deliveries: page.items.map(deliveryRow),
    more: page.nextCursor && `${href}?cursor=${encodeURIComponent(page.nextCursor)}`,
  }
  consolePage(response, 'webhooks/webhook.njk', model, { title: endpoint.name, area })
}

function askingFor(act: (typeof asked)[number]): (visit: Visit) => Promise<void> {
  return async (visit) => {
    const { response, ports, path } = visit
    const row = await getEndpoint(ports.database.reader, endpointKeyOf(visit))
    const href = `${path}/${row.id}`
    confirmPage(response, {
      title: translate('en', `console.webhooks.ask.${act}`, { name: row.name }),
      text: translate('en', `console.webhooks.ask.${act}-text`),
      action: `${href}/${act}`,
      button: translate('en', buttons[act]),
      back: href,
      area,
    })
  }
}

async function renewSecret(visit: Visit) {
  const { response, ports, path } = visit
  await actOn(visit, 'renew-secret')
  const row = await getEndpoint(ports.database.reader, endpointKeyOf(visit))
  const model = { href: `${path}/${row.id}`, secret: ports.secrets.secretOf(row) }
  const title = translate('en', 'console.webhooks.secret')
  consolePage(response, 'webhooks/webhook-secret.njk', model, { title, area, status: 201 })
}

function doing(act: Exclude<EndpointAct, 'renew-secret'>): (visit: Visit) => Promise<void> {
  return (visit) =>
    unlessDisabled(visit, act === 'remove' ? visit.path : hrefOf(visit), async () => {
      await actOn(visit, act)
      return translate('en', `console.webhooks.done.${act}`)
    })
}

function sendAgain(visit: Visit): Promise<void> {
  const { request, ports } = visit
  return unlessDisabled(visit, hrefOf(visit), async () => {
    const sent = { key: endpointKeyOf(visit), delivery: String(request.params.delivery) }
    await ports.database.transact((tx) => resend(tx, sent, ports))
    return translate('en', 'console.webhooks.log-again-done')
  })
}

/** Leads on with the words of what was done, or says that the endpoint is disabled. */
async function unlessDisabled(
  { response, ports }: Visit,
  to: string,
  work: () => Promise<string>,
): Promise<void> {
  try {
    const text = await work()
    await redirectWith(response, to, { text }, ports)
  } catch (error) {
    if (!isAppError(error) || error.code !== 'conflict') throw error
    const text = translate('en', 'console.webhooks.error.disabled')
    await redirectWith(response, to, { text, kind: 'problem' }, ports)
  }
}

function actOn(visit: Visit, act: EndpointAct): Promise<void> {
  const { access, ports } = visit
  const asked = { act, key: endpointKeyOf(visit), actorId: access.actorId }
  return ports.database.transact((tx) => actOnEndpoint(tx, asked, ports))
}

function hrefOf(visit: Visit): string {
  return `${visit.path}/${endpointKeyOf(visit).id}`
}
