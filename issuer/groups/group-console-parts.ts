import type { Request, Response } from 'express'
import type { Access } from '../../shared/server/access.ts'
import { type GuardedRoute, inProvider } from '../../shared/server/guarded-routes.ts'
import type { Permission } from '../staff/roles.ts'
import type { GroupRow } from './group-store.ts'

export const area = 'groups'
export const base = '/console/p/:provider/groups'
export const one = `${base}/:group`

export function groupHref({ provider, id }: Pick<GroupRow, 'provider' | 'id'>): string {
  return `/console/p/${provider}/groups/${id}`
}

export type Handler = (
  request: Request,
  response: Response,
  access: Access<Permission>,
) => Promise<void> | void

export function groupRoute(
  method: 'GET' | 'POST',
  path: string,
  handler: Handler,
): GuardedRoute<Permission> {
  return { method, path, permission: 'award.make', scope: inProvider, errors: 'page', handler }
}

/** What a refused form shows again, and by field what is wrong with it. */
export type Refused = { values: Record<string, string>; errors: Record<string, string> }

export function told(refused: Refused | undefined) {
  return {
    values: refused?.values ?? {},
    errors: refused?.errors ?? {},
    hasErrors: refused !== undefined,
  }
}
