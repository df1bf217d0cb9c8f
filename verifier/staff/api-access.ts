import type { Request, Response } from 'express'
import { type Access, accessOf, everywhere, type Scope } from '../../shared/server/access.ts'
import type { ApiKey } from '../../shared/server/api/api-keys.ts'
import { configuredApiKeyId } from '../../shared/server/api/configured-api-key.ts'
import { type Permission, permissions, roles } from './roles.ts'

/** All that a key can be let do there: in an organisation what its owner may. */
export function permissionsIn(scope: Scope): readonly Permission[] {
  return scope === everywhere ? permissions : roles.owner
}

/**
 * What an API key may do, or the token that it was changed for. One that says nothing of it does what a recruiter
 * does; the configured one, which is the host's, everything.
 */
export function permissionsOf(apiKey: ApiKey): readonly Permission[] {
  const { permissions: chosen } = apiKey
  const scope = scopeOf(apiKey)
  if (scope === undefined) return []
  if (chosen === undefined) return scope === everywhere ? permissions : roles.recruiter
  return permissionsIn(scope).filter((permission) => chosen.includes(permission))
}

export function findApiAccess(_request: Request, response: Response): Access<Permission> {
  const { apiKey } = response.locals
  if (apiKey === undefined) throw new Error('requireApiKey must stand before this route')
  const scope = scopeOf(apiKey)
  const memberships = scope === undefined ? [] : [{ scope, role: 'key' } as const]
  return accessOf(`api-key:${apiKey.id}`, memberships, { key: permissionsOf(apiKey) })
}

/**
 * The part of the application that a key acts for, kept with it as its provider. Without one it is the host's only
 * where that was said: by the configuration, or by who chose what it may do.
 */
function scopeOf({ id, provider, permissions: chosen }: ApiKey): Scope | undefined {
  if (provider !== undefined) return provider
  return id === configuredApiKeyId || chosen !== undefined ? everywhere : undefined
}
