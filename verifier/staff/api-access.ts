import type { Request, Response } from 'express'
import { type Access, accessOf, everywhere, type Scope } from '../../shared/server/access.ts'
import { configuredApiKeyId } from '../../shared/server/configured-api-key.ts'
import { type Permission, permissions, roles } from './roles.ts'

/** All that a key can be let do there: in an organisation what a recruiter may. */
export function permissionsIn(scope: Scope): readonly Permission[] {
  return scope === everywhere ? permissions : roles.recruiter
}

/**
 * What an API key may do, or the token that it was changed for: what it was let, in its organisation. Only the
 * configured key is the host's.
 */
export function findApiAccess(_request: Request, response: Response): Access<Permission> {
  const { apiKey } = response.locals
  if (apiKey === undefined) throw new Error('requireApiKey must stand before this route')
  // keys are kept with the part of the application that they act for
  const { id, provider: organisation, permissions: chosen } = apiKey
  const scope = organisation ?? (id === configuredApiKeyId ? everywhere : undefined)
  if (scope === undefined) return accessOf(`api-key:${id}`, [], roles)
  const all = permissionsIn(scope)
  const key = chosen === undefined ? all : all.filter((permission) => chosen.includes(permission))
  return accessOf(`api-key:${id}`, [{ scope, role: 'key' }], { key })
}
