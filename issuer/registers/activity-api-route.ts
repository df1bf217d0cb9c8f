import type { Request, Response } from 'express'
import {
  type GuardedRoute,
  inProvider,
  type RouteDescription,
} from '../../shared/server/guarded-routes.ts'
import { type Actor, actorIn } from '../actor.ts'
import type { Permission } from '../staff/roles.ts'
import type { ActivityKey } from './activity-store.ts'

export type ActivityContext = { provider: string; actor: Actor; key: ActivityKey; day: string }

/** A route of the API below the activities of a provider. */
export function activityApiRoute(
  method: 'GET' | 'POST',
  below: string,
  description: Omit<RouteDescription, 'tag'>,
  handler: (request: Request, response: Response, context: ActivityContext) => Promise<void>,
  permission: Permission = 'session.run',
): GuardedRoute<Permission> {
  return {
    method,
    path: `/api/v1/providers/:provider/activities${below}`,
    permission,
    scope: inProvider,
    errors: 'problem',
    description: { tag: 'activities', ...description },
    handler(request, response, access) {
      const provider = inProvider(request)
      const key = { provider, id: String(request.params.activity ?? '') }
      const actor = actorIn(access, provider)
      return handler(request, response, {
        provider,
        actor,
        key,
        day: String(request.params.day ?? ''),
      })
    },
  }
}
