import { translate } from '../../shared/i18n/catalogue.ts'
import { everywhere } from '../../shared/server/access.ts'
import { consolePage } from '../../shared/server/console/console-page.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { inOrganisation } from '../organisations/organisation-scope.ts'
import type { OrganisationStore } from '../organisations/organisation-store.ts'
import type { Permission } from '../staff/roles.ts'
import { type RoomFrontPorts, roomFront } from './room-front.ts'
import { roomHref } from './rooms.ts'

/** Where somebody begins who has signed in, and the front of each room. */
export function homeConsoleRoutes(
  ports: RoomFrontPorts & { organisations: OrganisationStore },
): GuardedRoute<Permission>[] {
  const { organisations } = ports
  const common = { method: 'GET', permission: 'read', errors: 'page' } as const
  const title = translate('en', 'employer.room.start')
  return [
    {
      ...common,
      path: '/console',
      scope: 'anywhere',
      async handler(_request, response, access) {
        const [only, ...others] = access.scopesOf('read')
        if (only !== undefined && only !== everywhere && others.length === 0) {
          return response.redirect(303, roomHref(only))
        }
        const rooms = only === everywhere ? await organisations.list() : []
        consolePage(
          response,
          'console/home.njk',
          { organisations: rooms.map(({ name, slug }) => ({ text: name, href: roomHref(slug) })) },
          { title: translate('en', 'employer.home.title') },
        )
      },
    },
    {
      ...common,
      path: '/console/host',
      scope: 'everywhere',
      handler: (_request, response) => consolePage(response, 'console/room.njk', {}, { title }),
    },
    {
      ...common,
      path: '/console/o/:organisation',
      scope: inOrganisation,
      async handler(request, response, access) {
        const organisation = await organisations.get(inOrganisation(request))
        const front = await roomFront(organisation, access, ports)
        consolePage(response, 'console/organisation-room.njk', front, { title })
      },
    },
  ]
}
