import type { Request, Response } from 'express'
import { AppError } from '../errors/app-error.ts'
import { type Access, everywhere, type Scope } from './access.ts'
import { type GuardedRoute, partIn, type RouteDescription } from './guarded-routes.ts'
import type { HttpMethod } from './route-declarations.ts'

/** One and the same list of routes, for the whole application or for each part of it. */
export type Room<Permission extends string> = {
  /** Where it is of a part, with one parameter that names it: `/console/p/:provider/keys`. */
  path: string
  permission: Permission
  errors: 'problem' | 'page'
  /** Groups the routes in the API's description. */
  tag?: string
  /** Whether there is such a part of the application. */
  isScope: (scope: Scope) => Promise<boolean>
}

export type RoomContext<Permission extends string> = {
  scope: Scope
  /** Where the room is: `/console/p/harbour-youth/keys`. */
  path: string
  access: Access<Permission>
}

export type RoomRoute<Permission extends string> = (
  method: HttpMethod,
  below: string,
  handler: (
    request: Request,
    response: Response,
    context: RoomContext<Permission>,
  ) => Promise<void> | void,
  description?: Omit<RouteDescription, 'tag'>,
) => GuardedRoute<Permission>

/** The parameter of a room's path that names its part; undefined for a room of the whole application. */
export function partParameterOf(path: string): string | undefined {
  return /:(\w+)/.exec(path)?.[1]
}

/** Makes the routes of a room. */
export function roomRoutes<Permission extends string>(
  room: Room<Permission>,
): RoomRoute<Permission> {
  const { permission, errors, tag } = room
  const part = partParameterOf(room.path)
  const inPart = part === undefined ? undefined : (request: Request) => partIn(request, part)
  return (method, below, handler, description) => ({
    method,
    path: `${room.path}${below}`,
    permission,
    scope: inPart ?? 'everywhere',
    errors,
    ...(description !== undefined && tag !== undefined && { description: { tag, ...description } }),
    async handler(request, response, access) {
      const scope = inPart?.(request) ?? everywhere
      if (!(await room.isScope(scope))) {
        throw new AppError('not_found', 'There is nothing at this address')
      }
      await handler(request, response, {
        scope,
        path: room.path.replace(`:${part}`, scope),
        access,
      })
    },
  })
}
