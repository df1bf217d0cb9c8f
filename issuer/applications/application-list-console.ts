import { z } from 'zod'
import { translate } from '../../shared/i18n/catalogue.ts'
import { formatDate } from '../../shared/i18n/dates.ts'
import type { DeriveBytes } from '../../shared/node/kms/installation-secret.ts'
import { everywhere } from '../../shared/server/access.ts'
import { consolePage } from '../../shared/server/console/console-page.ts'
import { redirectWith } from '../../shared/server/console/flash.ts'
import { createCursorCodec, pageOf } from '../../shared/server/cursor.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { actorIn } from '../actor.ts'
import type { Permission } from '../staff/roles.ts'
import { applicationStates } from './application.ts'
import { openToApplications } from './application-form.ts'
import { countApplications, listApplications } from './application-store.ts'
import { isOpenToApplications } from './apply.ts'
import type { DecidePorts } from './decide.ts'

export type ApplicationConsolePorts = DecidePorts & { derive: DeriveBytes }

export type Route = GuardedRoute<Permission>
export type Handler = Route['handler']

export const base = '/console/city/applications'
export const area = 'applications'
const pageSize = 50

const zShownState = z.enum(applicationStates).exclude(['unconfirmed'])
const zState = zShownState.default('applied').catch('applied')

export function applicationRoute(method: 'GET' | 'POST', below: string, handler: Handler): Route {
  return {
    method,
    path: `${base}${below}`,
    permission: 'city.manage',
    scope: 'everywhere',
    errors: 'page',
    handler,
  }
}

/** Who asks to award badges in the city, and whether anybody can. For the city alone. */
export function applicationListRoutes(ports: ApplicationConsolePorts): Route[] {
  const { reader } = ports.database

  const list: Handler = async (request, response) => {
    const state = zState.parse(request.query.state)
    const codec = createCursorCodec({
      key: ports.derive('cursor'),
      list: `applications ${state}`,
      position: z.object({ createdAt: z.string(), id: z.string() }),
    })
    const { after } = request.query
    const position = typeof after === 'string' ? codec.decode(after) : undefined
    const [rows, waiting, isOpen] = await Promise.all([
      listApplications(reader, { state, after: position, limit: pageSize + 1 }),
      countApplications(reader, 'applied'),
      isOpenToApplications(ports),
    ])
    const { items, nextCursor } = pageOf(rows, {
      limit: pageSize,
      codec,
      positionOf: ({ createdAt, id }) => ({ createdAt, id }),
    })
    consolePage(
      response,
      'applications/applications.njk',
      {
        applications: items.map(({ id, name, kind, confirmedAt, createdAt }) => ({
          href: `${base}/${id}`,
          name,
          kind: translate('en', `issuer.apply.kind.${kind}`),
          sentOn: formatDate(confirmedAt ?? createdAt, 'en'),
        })),
        states: zShownState.options.map((value) => ({
          href: `?state=${value}`,
          text: translate('en', `console.applications.state.${value}`),
          isCurrent: value === state,
        })),
        state,
        waiting,
        isOpen,
        sendsMail: ports.enqueueMail !== undefined,
        formHref: `${ports.publicUrl}/apply`,
        more: nextCursor && `?state=${state}&after=${encodeURIComponent(nextCursor)}`,
      },
      { title: translate('en', 'console.applications.title'), area },
    )
  }

  const setForm =
    (isOpen: boolean): Handler =>
    async (_request, response, access) => {
      await openToApplications({ isOpen, actor: actorIn(access, everywhere) }, ports)
      const [told, action, label] = isOpen
        ? (['opened', 'close', 'undo-open'] as const)
        : (['closed', 'open', 'undo-close'] as const)
      const text = translate('en', `console.applications.${told}`)
      const undo = {
        action: `${base}/form/${action}`,
        text: translate('en', `console.applications.${label}`),
      }
      await redirectWith(response, base, { text, undo }, ports)
    }

  return [
    applicationRoute('GET', '', list),
    applicationRoute('POST', '/form/open', setForm(true)),
    applicationRoute('POST', '/form/close', setForm(false)),
  ]
}
