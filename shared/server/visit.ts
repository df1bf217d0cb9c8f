import type { Request, Response } from 'express'
import type { Access } from './access.ts'
import type { GuardedRoute } from './guarded-routes.ts'

/** What a handler that stands beside the table of its routes is given, where anybody may come. */
export type OpenVisit<Ports> = {
  request: Request
  response: Response
  ports: Ports
}

export type RouteVisit<Permission extends string, Ports> = OpenVisit<Ports> & {
  /** What whoever asks may do. */
  access: Access<Permission>
}

/** Lets a table of routes name its handlers: each is given the table's ports. */
export function bindHandlers<Ports>(ports: Ports) {
  return <Permission extends string>(
    handle: (visit: RouteVisit<Permission, Ports>) => Promise<void> | void,
  ): GuardedRoute<Permission>['handler'] =>
    (request, response, access) =>
      handle({ request, response, access, ports })
}

/** The same for routes that are open to anybody. */
export function bindOpenHandlers<Ports>(ports: Ports) {
  return (handle: (visit: OpenVisit<Ports>) => Promise<void> | void) =>
    (request: Request, response: Response) =>
      handle({ request, response, ports })
}
