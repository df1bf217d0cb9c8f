import { translate } from '../../shared/i18n/catalogue.ts'
import { everywhere } from '../../shared/server/access.ts'
import { consolePage } from '../../shared/server/console/console-page.ts'
import { type GuardedRoute, inProvider } from '../../shared/server/guarded-routes.ts'
import { unknownProvider } from '../providers/provider-store.ts'
import type { Permission } from '../staff/roles.ts'
import { findNeeds, type NeedsPorts } from './needs.ts'
import { roomHref } from './shell.ts'

const start = translate('en', 'console.room.start')

/** Where somebody begins who has signed in, and the front of each room. */
export function homeConsoleRoutes(ports: NeedsPorts): readonly GuardedRoute<Permission>[] {
  return [
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
      async handler(_request, response, access) {
        const needs = await findNeeds(everywhere, access, ports)
        consolePage(response, 'console/room.njk', { needs }, { title: start })
      },
    },
    {
      method: 'GET',
      path: '/console/p/:provider',
      permission: 'read',
      scope: inProvider,
      errors: 'page',
      async handler(request, response, access) {
        if (response.locals.shell?.room === undefined) throw unknownProvider()
        const needs = await findNeeds(inProvider(request), access, ports)
        consolePage(response, 'console/room.njk', { needs }, { title: start })
      },
    },
  ]
}
