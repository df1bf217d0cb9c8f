import type { RoomArea } from '../../shared/server/console/read-shell.ts'
import type { Permission } from '../staff/roles.ts'

/** In the host's own room, or in each organisation's. */
export type NavigationItem = RoomArea<Permission> & { room: 'host' | 'organisation' }

/** The menu, in the order of use. */
export const navigation: readonly NavigationItem[] = [
  {
    area: 'organisations',
    room: 'host',
    path: '/organisations',
    text: 'employer.organisations.title',
    permission: 'host.manage',
  },
  {
    area: 'vacancies',
    room: 'organisation',
    path: '/vacancies',
    text: 'employer.vacancies.title',
    permission: 'read',
  },
  {
    area: 'candidates',
    room: 'organisation',
    path: '/candidates',
    text: 'employer.candidates.title',
    permission: 'candidate.read',
  },
  {
    area: 'batches',
    room: 'organisation',
    path: '/batches',
    text: 'employer.batches.title',
    permission: 'candidate.read',
  },
  {
    area: 'trust',
    room: 'organisation',
    path: '/trust',
    text: 'employer.trust.title',
    permission: 'read',
  },
  {
    area: 'people',
    room: 'organisation',
    path: '/people',
    text: 'employer.area.people',
    permission: 'staff.manage',
  },
  {
    area: 'people',
    room: 'host',
    path: '/people',
    text: 'employer.area.people',
    permission: 'staff.manage',
  },
  {
    area: 'settings',
    room: 'organisation',
    path: '/settings',
    text: 'employer.settings.title',
    permission: 'organisation.manage',
  },
  ...(['organisation', 'host'] as const).flatMap((room): NavigationItem[] => [
    { area: 'keys', room, path: '/keys', text: 'console.keys.title', permission: 'api.manage' },
    {
      area: 'webhooks',
      room,
      path: '/webhooks',
      text: 'console.webhooks.title',
      permission: 'api.manage',
    },
  ]),
  {
    area: 'deleted',
    room: 'organisation',
    path: '/deleted',
    text: 'employer.deleted.title',
    permission: 'read',
  },
  {
    area: 'audit',
    room: 'organisation',
    path: '/audit',
    text: 'employer.area.audit',
    permission: 'audit.read',
  },
  {
    area: 'audit',
    room: 'host',
    path: '/audit',
    text: 'employer.area.audit',
    permission: 'audit.read',
  },
]
