import type { Express, Request, Response } from 'express'
import type { z } from 'zod'
import { type Access, assertCan, everywhere, type Scope } from './access.ts'
import type { HttpMethod, RouteDeclaration } from './http/route-declarations.ts'
import { createRouteIndex } from './http/route-index.ts'

/** What a program reads of a route in the API's description. */
export type RouteDescription = {
  /** A few words: `Award a badge`. */
  summary: string
  /** Groups routes in the description: `awards`. */
  tag: string
  query?: z.ZodType
  body?: z.ZodType
  /** Of the good answer. */
  answer?: z.ZodType
  /** Of an answer that is no JSON: `application/gzip`. */
  answerType?: string
  /** Whether the same request with the same `Idempotency-Key` is done once. */
  takesIdempotencyKey?: boolean
  status?: number
}

/**
 * One way into the console or the API: what it takes to enter stands beside it, so that a test can try each for every
 * role. `anywhere`: whoever may do it in some part; the handler shows no other part.
 */
export type GuardedRoute<Permission extends string = string> = {
  method: HttpMethod
  path: string
  permission: Permission
  scope: 'everywhere' | 'anywhere' | ((request: Request) => Scope)
  handler: (
    request: Request,
    response: Response,
    access: Access<Permission>,
  ) => Promise<void> | void
  errors: 'problem' | 'page'
  maxBodyBytes?: number
  takesBytes?: boolean
  takesFiles?: boolean
  takesLines?: boolean
  description?: RouteDescription
}

/** The provider named by the path, as in `/console/p/:provider/badges`. */
export function inProvider(request: Request): Scope {
  return partIn(request, 'provider')
}

/** The part of the application that a parameter of the path names. */
export function partIn({ params }: Request, parameter: string): Scope {
  const part = params[parameter]
  if (typeof part !== 'string') throw new Error(`the path of this route names no ${parameter}`)
  return part
}

export function declarationsOf(routes: readonly GuardedRoute[]): RouteDeclaration[] {
  return routes.map(declarationOf)
}

function declarationOf({
  path,
  method,
  errors,
  maxBodyBytes,
  ...takes
}: GuardedRoute): RouteDeclaration {
  return {
    path,
    methods: [method],
    errors,
    ...(maxBodyBytes !== undefined && { maxBodyBytes }),
    ...(takes.takesBytes !== undefined && { takesBytes: takes.takesBytes }),
    ...(takes.takesFiles !== undefined && { takesFiles: takes.takesFiles }),
    ...(takes.takesLines !== undefined && { takesLines: takes.takesLines }),
  }
}

/** A route that a request asks for, and what stands in the places of its parameters. */
export type FoundEntrance = {
  route: Enterable
  params: Record<string, string>
}

type Enterable = GuardedRoute & {
  declaration: RouteDeclaration
  enter: (request: Request, response: Response) => Promise<void>
}

export type FindEntrance = (asked: { method: string; path: string }) => FoundEntrance | undefined

type FindAccess<Permission extends string> = (
  request: Request,
  response: Response,
) => Promise<Access<Permission>> | Access<Permission>

/**
 * Finds the routes behind `findAccess`, which tells who asks or throws.
 * @throws AppError not_found, forbidden for who may not enter
 */
export function createEntrances<Permission extends string>(
  routes: readonly GuardedRoute<Permission>[],
  findAccess: FindAccess<Permission>,
): FindEntrance {
  const find = createRouteIndex(
    routes.map((route) => ({
      ...route,
      declaration: declarationOf(route),
      enter: guarded(route, findAccess),
    })),
  )
  return ({ method, path }) => find(path).find(({ route }) => takes(route.method, method))
}

export function mountEntrances(app: Express, find: FindEntrance): void {
  app.use((request, response, next) => {
    const found = find(request)
    if (found === undefined) return next()
    request.route = found.route
    request.params = found.params
    return found.route.enter(request, response)
  })
}

/** As createEntrances and mountEntrances. */
export function mountGuardedRoutes<Permission extends string>(
  app: Express,
  routes: readonly GuardedRoute<Permission>[],
  findAccess: FindAccess<Permission>,
): void {
  mountEntrances(app, createEntrances(routes, findAccess))
}

/** HEAD is answered as GET is, without a body. */
function takes(method: HttpMethod, asked: string): boolean {
  return method === asked || (asked === 'HEAD' && method === 'GET')
}

function guarded<Permission extends string>(
  { permission, scope, handler }: GuardedRoute<Permission>,
  findAccess: FindAccess<Permission>,
): (request: Request, response: Response) => Promise<void> {
  return async (request, response) => {
    const access = await findAccess(request, response)
    if (response.locals.apiKey !== undefined) response.locals.missingPermission = permission
    if (scope !== 'anywhere') {
      assertCan(access, permission, scope === 'everywhere' ? everywhere : scope(request))
    } else if (access.scopesOf(permission).length === 0) {
      assertCan(access, permission, everywhere)
    }
    delete response.locals.missingPermission
    await handler(request, response, access)
  }
}
