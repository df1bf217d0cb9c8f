import { AppError } from '../errors/app-error.ts'

/** Where a permission holds: the whole application (a city, an employer), or one part of it, such as a provider. */
export type Scope = string

/** The scope of whoever runs the application. No part can be called so. */
export const everywhere: Scope = '@all'

export type Membership<Role extends string = string> = { scope: Scope; role: Role }

/** What each role may do. A role held everywhere may do it in every part. */
export type Roles<Role extends string, Permission extends string> = Readonly<
  Record<Role, readonly Permission[]>
>

/** Who acts, and what they may do: the same for people at the console and programs at the API. */
export type Access<Permission extends string = string> = {
  /** Stands in the audit: `staff:<id>`, `api-key:<id>`. A pseudonym. */
  actorId: string
  can(permission: Permission, scope: Scope): boolean
  /** Whether they have any part in the scope: otherwise what is there does not exist for them. */
  isKnownIn(scope: Scope): boolean
  /** The parts in which they may do this; `everywhere` alone where they may in all. */
  scopesOf(permission: Permission): readonly Scope[]
}

export function accessOf<Role extends string, Permission extends string>(
  actorId: string,
  memberships: readonly Membership<Role>[],
  roles: Roles<Role, Permission>,
): Access<Permission> {
  const grants = memberships.map(({ scope, role }) => ({ scope, permissions: roles[role] }))
  const covers = (scope: Scope, wanted: Scope) => scope === everywhere || scope === wanted
  return {
    actorId,
    can: (permission, wanted) =>
      grants.some(
        ({ scope, permissions }) => covers(scope, wanted) && permissions.includes(permission),
      ),
    isKnownIn: (wanted) => grants.some(({ scope }) => covers(scope, wanted)),
    scopesOf(permission) {
      const scopes = grants
        .filter(({ permissions }) => permissions.includes(permission))
        .map(({ scope }) => scope)
      return scopes.includes(everywhere) ? [everywhere] : [...new Set(scopes)]
    },
  }
}

/**
 * What one may not see is not there: only who has a part in the scope learns that a permission is missing.
 * @throws AppError not_found, forbidden
 */
export function assertCan<Permission extends string>(
  access: Access<Permission>,
  permission: Permission,
  scope: Scope,
): void {
  if (access.can(permission, scope)) return
  if (access.isKnownIn(scope)) {
    throw new AppError('forbidden', 'Your role does not allow this. Ask who manages the staff')
  }
  throw new AppError('not_found', 'There is nothing at this address')
}
