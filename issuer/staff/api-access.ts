import type { Request, Response } from 'express'
import { type Access, accessOf, everywhere, type Scope } from '../../shared/server/access.ts'
import type { ApiKey } from '../../shared/server/api/api-keys.ts'
import { actorOf } from '../api/scope.ts'
import { type Permission, permissions, roles } from './roles.ts'

/** All that a key can be let do there: in a provider what its owner may. */
export function permissionsIn(scope: Scope): readonly Permission[] {
  return scope === everywhere ? permissions : roles.owner
}

/** What an API key may do, or the token that it was changed for. */
export function permissionsOf(apiKey: ApiKey): readonly Permission[] {
  const all = permissionsIn(apiKey.provider ?? everywhere)
  const chosen = apiKey.permissions
  return chosen === undefined ? all : all.filter((permission) => chosen.includes(permission))
}

export function findApiAccess(_request: Request, response: Response): Access<Permission> {
  const { name } = actorOf(response)
  const { apiKey } = response.locals
  if (apiKey === undefined) throw new Error('requireApiKey must stand before this route')
  const membership = { scope: apiKey.provider ?? everywhere, role: 'key' } as const
  return accessOf(name, [membership], { key: permissionsOf(apiKey) })
}
