import { everywhere, type Roles, type Scope } from '../../shared/server/access.ts'

/** What can be done at an employer. Held for one organisation, or for all that this installation hosts. */
export const permissions = [
  /** To see what is there, apart from what candidates sent. */
  'read',
  /** Vacancies and steps up: to write, open and close them. */
  'vacancy.write',
  /** What candidates sent, and what was found. */
  'candidate.read',
  /** To move candidates on, merge and delete them. */
  'candidate.decide',
  /** To ask for badges, and to have links and files checked. */
  'report.make',
  /** Who works here, and in which role. */
  'staff.manage',
  /** Name, look, retention, trusted cities and keys of an organisation. */
  'organisation.manage',
  /** API keys, clients and webhooks. */
  'api.manage',
  'audit.read',
  /** What the host alone decides: which organisations there are, mail, upkeep. */
  'host.manage',
] as const

export type Permission = (typeof permissions)[number]

/** Held for all that this installation hosts. */
const hostRoles = ['host-admin'] as const
/** Held for one organisation. */
const organisationRoles = ['owner', 'recruiter', 'viewer'] as const

export type Role = (typeof hostRoles)[number] | (typeof organisationRoles)[number]

export const roles: Roles<Role, Permission> = {
  'host-admin': permissions,
  owner: permissions.filter((permission) => permission !== 'host.manage'),
  recruiter: ['read', 'vacancy.write', 'candidate.read', 'candidate.decide', 'report.make'],
  viewer: ['read', 'candidate.read'],
}

/** The roles that somebody can have there. */
export function rolesIn(scope: Scope): readonly Role[] {
  return scope === everywhere ? hostRoles : organisationRoles
}
