import type { Request, Response } from 'express'
import { type Access, accessOf, everywhere } from '../../shared/server/access.ts'
import { actorOf } from '../api/scope.ts'
import { type Permission, type Role, roles } from './roles.ts'

/** What an API key may do: what an owner may for its provider, or all where it is the city's. */
export function findApiAccess(_request: Request, response: Response): Access<Permission> {
  const { name, provider } = actorOf(response)
  return accessOf<Role, Permission>(
    name,
    [
      provider === undefined
        ? { scope: everywhere, role: 'city-admin' }
        : { scope: provider, role: 'owner' },
    ],
    roles,
  )
}
