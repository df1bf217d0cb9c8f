import type { Request, Response } from 'express'
import type { Access } from './access.ts'
import type { GuardedRoute } from './guarded-routes.ts'

/** What a handler that stands beside the table of its routes is given. */
export type RouteVisit<Permission extends string, Ports> = {
  request: Request
  response: Response
  /** What whoever asks may do. */
  access: Access<Permission>
  ports: Ports
}

/** Lets a table of routes name its handlers: each is given the table's ports. */
export function bindHandlers<Ports>(ports: Ports) {
  return <Permission extends string>(
    handle: (visit: RouteVisit<Permission, Ports>) => Promise<void> | void,
  ): GuardedRoute<Permission>['handler'] =>
    (request, response, access) =>
      handle({ request, response, access, ports })
}
