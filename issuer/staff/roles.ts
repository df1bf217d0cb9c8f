import { everywhere, type Roles, type Scope } from '../../shared/server/access.ts'

/** What can be done in the city. Held for one provider, or for all of the city. */
export const permissions = [
  /** To see what is there. */
  'read',
  /** Badges: to design, to check for quality, to publish and retire, to stand behind. */
  'badge.write',
  'badge.review',
  'badge.publish',
  'badge.endorse',
  /** Awards: to make them; to revoke, suspend, reinstate, correct, renew and send again. */
  'award.make',
  'award.change',
  /** Activities, their registers, wall codes and learner's codes. */
  'session.run',
  /** What learners send to show what they can do. */
  'evidence.assess',
  /** A provider's own page and settings; for all of the city: who is a provider, and in which state. */
  'provider.manage',
  /** Who works here, and in which role. */
  'staff.manage',
  /** API keys, clients and webhooks. */
  'api.manage',
  'audit.read',
  /** What the city alone decides: settings, trust, keys, standards, mail, upkeep. */
  'city.manage',
] as const

export type Permission = (typeof permissions)[number]

/** Held for all of the city. */
const cityRoles = ['city-admin', 'quality-reviewer'] as const
/** Held for one provider. */
const providerRoles = ['owner', 'author', 'awarder', 'assessor', 'viewer'] as const

export type Role = (typeof cityRoles)[number] | (typeof providerRoles)[number]

export const roles: Roles<Role, Permission> = {
  'city-admin': permissions,
  'quality-reviewer': ['read', 'badge.review'],
  owner: [
    'read',
    'badge.write',
    'badge.publish',
    'award.make',
    'award.change',
    'session.run',
    'evidence.assess',
    'provider.manage',
    'staff.manage',
    'api.manage',
    'audit.read',
  ],
  author: ['read', 'badge.write'],
  awarder: ['read', 'award.make', 'award.change', 'session.run'],
  assessor: ['read', 'evidence.assess'],
  viewer: ['read'],
}

/** The roles that somebody can have there. */
export function rolesIn(scope: Scope): readonly Role[] {
  return scope === everywhere ? cityRoles : providerRoles
}
