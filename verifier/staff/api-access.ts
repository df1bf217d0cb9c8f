import type { Request, Response } from 'express'
import { type Access, accessOf, everywhere } from '../../shared/server/access.ts'
import { configuredApiKeyId } from '../../shared/server/configured-api-key.ts'
import { type Permission, type Role, roles } from './roles.ts'

/** What an API key may do: what a recruiter may for its organisation; the configured one is the host's. */
export function findApiAccess(_request: Request, response: Response): Access<Permission> {
  const { apiKey } = response.locals
  if (apiKey === undefined) throw new Error('requireApiKey must stand before this route')
  // keys are kept with the part of the application that they act for
  const { id, provider: organisation } = apiKey
  const everything = { scope: everywhere, role: 'host-admin' } as const
  const ofOne =
    organisation === undefined ? [] : ([{ scope: organisation, role: 'recruiter' }] as const)
  return accessOf<Role, Permission>(
    `api-key:${id}`,
    id === configuredApiKeyId ? [everything] : ofOne,
    roles,
  )
}
