import type { Request, Response } from 'express'
import { type GuardedRoute, inProvider } from '../../shared/server/guarded-routes.ts'
import { type Actor, actorIn } from '../actor.ts'
import type { Permission } from '../staff/roles.ts'
import type { ActivityKey } from './activity-store.ts'

export type RegisterVisit<Ports> = {
  request: Request
  response: Response
  provider: string
  /** The room's list of activities. */
  base: string
  actor: Actor
  /** The activity that the address names, and its own address. */
  key: ActivityKey
  home: string
  day: string
  ports: Ports
}

/** Makes the ways into the sessions of a provider at the console. */
export function registerRoutes<Ports>(ports: Ports) {
  return (
    method: 'GET' | 'POST',
    below: string,
    handler: (visit: RegisterVisit<Ports>) => Promise<void> | void,
    options: { permission?: Permission; errors?: 'page' | 'problem' } = {},
  ): GuardedRoute<Permission> => {
    const { permission = 'session.run', errors = 'page' } = options
    return {
      method,
      path: `/console/p/:provider/sessions${below}`,
      permission,
      scope: inProvider,
      errors,
      handler(request, response, access) {
        const provider = inProvider(request)
        const base = `/console/p/${provider}/sessions`
        const id = String(request.params.activity ?? '')
        return handler({
          request,
          response,
          provider,
          base,
          actor: actorIn(access, provider),
          key: { provider, id },
          home: `${base}/${id}`,
          day: String(request.params.day ?? ''),
          ports,
        })
      },
    }
  }
}
