import type { Request, Response } from 'express'
import type { Access } from '../../shared/server/access.ts'
import { type GuardedRoute, inProvider } from '../../shared/server/guarded-routes.ts'
import type { Permission } from '../staff/roles.ts'
import { askAct, doAct } from './award-acts-console.ts'
import type { AwardConsolePorts } from './award-console-parts.ts'
import { correctOne, correctPage } from './award-correct-console.ts'
import { cardsPage, listPage, printCards } from './award-list-console.ts'
import { makeOne, newPage } from './award-new-console.ts'
import { handOverPage, printOne, showOne } from './award-page-console.ts'

type Route = GuardedRoute<Permission>

const base = '/console/p/:provider/awards'
const one = `${base}/:award`

/** Awards at the console: made, found, handed over, changed. */
export function awardConsoleRoutes(ports: AwardConsolePorts): Route[] {
  const page = (
    method: Route['method'],
    path: string,
    permission: Permission,
    show: (
      request: Request,
      response: Response,
      access: Access<Permission>,
      ports: AwardConsolePorts,
    ) => Promise<void>,
  ): Route => ({
    method,
    path,
    permission,
    scope: inProvider,
    errors: 'page',
    handler: (request, response, access) => show(request, response, access, ports),
  })
  return [
    page('GET', base, 'read', listPage),
    page('GET', `${base}/new`, 'award.make', (request, response) =>
      newPage(request, response, ports),
    ),
    page('POST', `${base}/new`, 'award.make', makeOne),
    page('GET', `${base}/cards`, 'award.make', (request, response) =>
      cardsPage(request, response, ports),
    ),
    page('POST', `${base}/cards`, 'award.make', (request, response) =>
      printCards(request, response, ports),
    ),
    page('GET', one, 'read', showOne),
    page('GET', `${one}/hand-over`, 'award.make', (request, response) =>
      handOverPage(request, response, ports),
    ),
    page('POST', `${one}/hand-over`, 'award.make', (request, response) =>
      printOne(request, response, ports),
    ),
    page('GET', `${one}/correct`, 'award.change', (request, response) =>
      correctPage(request, response, ports),
    ),
    page('POST', `${one}/correct`, 'award.change', correctOne),
    page('GET', `${one}/:act`, 'award.change', (request, response) =>
      askAct(request, response, ports),
    ),
    page('POST', `${one}/:act`, 'award.change', doAct),
  ]
}
