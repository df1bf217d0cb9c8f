import type { Request } from 'express'
import { AppError } from '../../shared/errors/app-error.ts'
import { type Access, everywhere, type Scope } from '../../shared/server/access.ts'
import type { Permission } from '../staff/roles.ts'
import type { Organisation } from './organisation.ts'
import type { OrganisationStore } from './organisation-store.ts'

/** The organisation named by the path, as in `/console/o/:organisation/people`. */
export function inOrganisation(request: Request): Scope {
  const { organisation } = request.params
  if (typeof organisation !== 'string') throw new Error('this path names no organisation')
  return organisation
}

/**
 * The organisation that a call of the API is for, where the path names none: that of the key. A key for all of them
 * names one, or means the host's own.
 * @throws AppError not_found
 */
export async function organisationFor(
  access: Access<Permission>,
  permission: Permission,
  { organisations, asked }: { organisations: OrganisationStore; asked?: string | undefined },
): Promise<Organisation> {
  const scopes = access.scopesOf(permission)
  if (scopes.includes(everywhere)) {
    return asked === undefined ? organisations.host() : organisations.get(asked)
  }
  const [own, ...others] = scopes.filter((scope) => asked === undefined || scope === asked)
  if (own !== undefined && others.length === 0) return organisations.get(own)
  throw new AppError('not_found', 'There is no such organisation')
}
