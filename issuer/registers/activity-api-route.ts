import {
  type GuardedRoute,
  inProvider,
  type RouteDescription,
} from '../../shared/server/guarded-routes.ts'
import type { RouteVisit } from '../../shared/server/visit.ts'
import { type Actor, actorIn } from '../actor.ts'
import type { Permission } from '../staff/roles.ts'
import type { ActivityKey } from './activity-store.ts'

/** What a handler below the activities of a provider is given; where the address names no activity or day, theirs is ''. */
export type ActivityVisit<Ports> = RouteVisit<Permission, Ports> & {
  actor: Actor
  key: ActivityKey
  day: string
}

type ActivityRouteDescription = Omit<RouteDescription, 'tag'> & {
  /** Default: to run sessions. */
  permission?: Permission
}

/** Makes the routes of the API below the activities of a provider. */
export function activityApiRoutes<Ports>(ports: Ports) {
  return (
    method: 'GET' | 'POST',
    below: string,
    handle: (visit: ActivityVisit<Ports>) => Promise<void>,
    { permission = 'session.run', ...description }: ActivityRouteDescription,
  ): GuardedRoute<Permission> => ({
    method,
    path: `/api/v1/providers/:provider/activities${below}`,
    permission,
    scope: inProvider,
    errors: 'problem',
    description: { tag: 'activities', ...description },
    handler(request, response, access) {
      const provider = inProvider(request)
      const { activity = '', day = '' } = request.params
      const key = { provider, id: String(activity) }
      const visit = { request, response, access, ports }
      return handle({ ...visit, actor: actorIn(access, provider), key, day: String(day) })
    },
  })
}

/** Who changes something there, and when. */
export function byOf({ actor, ports }: ActivityVisit<{ clock: () => Date }>) {
  return { actor, at: ports.clock().toISOString() }
}
