import type { Request } from 'express'
import { AppError } from '../errors/app-error.ts'
import { everywhere, type Scope } from './access.ts'
import { type GuardedRoute, partIn, type RouteDescription } from './guarded-routes.ts'
import type { HttpMethod } from './http/route-declarations.ts'
import type { RouteVisit } from './visit.ts'

/** One and the same list of routes, for the whole application or for each part of it. */
export type Room<Permission extends string> = {
  /** Where it is of a part, with one parameter that names it: `/console/p/:provider/keys`. */
  path: string
  permission: Permission
  errors: 'problem' | 'page'
  /** Groups the routes in the API's description. */
  tag?: string
}

/** What a handler of a room is given. */
export type RoomVisit<Ports> = RouteVisit<string, Ports> & {
  scope: Scope
  /** Where the room is: `/console/p/harbour-youth/keys`. */
  path: string
}

export type RoomRoute<Permission extends string, Ports> = (
  method: HttpMethod,
  below: string,
  handle: (visit: RoomVisit<Ports>) => Promise<void> | void,
  description?: Omit<RouteDescription, 'tag'>,
) => GuardedRoute<Permission>

/** The parameter of a room's path that names its part; undefined for a room of the whole application. */
export function partParameterOf(path: string): string | undefined {
  return /:(\w+)/.exec(path)?.[1]
}

export type RoomPorts = {
  /** Whether there is such a part of the application. */
  isScope: (scope: Scope) => Promise<boolean>
}

/** Makes the routes of a room. */
export function roomRoutes<Permission extends string, Ports extends RoomPorts>(
  room: Room<Permission>,
  ports: Ports,
): RoomRoute<Permission, Ports> {
  const { permission, errors, tag } = room
  const part = partParameterOf(room.path)
  const inPart = part === undefined ? undefined : (request: Request) => partIn(request, part)
  return (method, below, handle, description) => ({
    method,
    path: `${room.path}${below}`,
    permission,
    scope: inPart ?? 'everywhere',
    errors,
    ...(description !== undefined && tag !== undefined && { description: { tag, ...description } }),
    async handler(request, response, access) {
      const scope = inPart?.(request) ?? everywhere
      if (!(await ports.isScope(scope))) {
        throw new AppError('not_found', 'There is nothing at this address')
      }
      const path = room.path.replace(`:${part}`, scope)
      await handle({ request, response, access, ports, scope, path })
    },
  })
}
