import { translate } from '../../shared/i18n/catalogue.ts'
import { consolePage } from '../../shared/server/console/console-page.ts'
import { type GuardedRoute, inProvider } from '../../shared/server/guarded-routes.ts'
import { unknownProvider } from '../providers/provider-store.ts'
import type { Permission } from '../staff/roles.ts'
import { roomHref } from './shell.ts'

const start = translate('en', 'console.room.start')

/** Where somebody begins who has signed in, and the front of each room. */
export const homeConsoleRoutes: readonly GuardedRoute<Permission>[] = [
  {
    method: 'GET',
    path: '/console',
    permission: 'read',
    scope: 'anywhere',
    errors: 'page',
    handler(_request, response, access) {
      const [only, ...others] = access.scopesOf('read')
      if (only !== undefined && others.length === 0) return response.redirect(303, roomHref(only))
      consolePage(response, 'console/home.njk', {}, { title: translate('en', 'console.title') })
    },
  },
  {
    method: 'GET',
    path: '/console/city',
    permission: 'read',
    scope: 'everywhere',
    errors: 'page',
    handler: (_request, response) =>
      consolePage(response, 'console/room.njk', {}, { title: start }),
  },
  {
    method: 'GET',
    path: '/console/p/:provider',
    permission: 'read',
    scope: inProvider,
    errors: 'page',
    handler(_request, response) {
      if (response.locals.shell?.room === undefined) throw unknownProvider()
      consolePage(response, 'console/room.njk', {}, { title: start })
    },
  },
]
