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
    about: 'employer.about.organisations',
    permission: 'host.manage',
  },
  {
    area: 'vacancies',
    room: 'organisation',
    path: '/vacancies',
    text: 'employer.vacancies.title',
    about: 'employer.about.vacancies',
    permission: 'read',
  },
  {
    area: 'candidates',
    room: 'organisation',
    path: '/candidates',
    text: 'employer.candidates.title',
    about: 'employer.about.candidates',
    permission: 'candidate.read',
  },
  {
    area: 'batches',
    room: 'organisation',
    path: '/batches',
    text: 'employer.batches.title',
    about: 'employer.about.batches',
    permission: 'candidate.read',
  },
  {
    area: 'trust',
    room: 'organisation',
    path: '/trust',
    text: 'employer.trust.title',
    about: 'employer.about.trust',
    permission: 'read',
  },
  {
    area: 'people',
    room: 'organisation',
    path: '/people',
    text: 'employer.area.people',
    about: 'employer.about.people',
    permission: 'staff.manage',
  },
  {
    area: 'people',
    room: 'host',
    path: '/people',
    text: 'employer.area.people',
    about: 'employer.about.people',
    permission: 'staff.manage',
  },
  {
    area: 'settings',
    room: 'organisation',
    path: '/settings',
    text: 'employer.settings.title',
    about: 'employer.about.settings',
    permission: 'organisation.manage',
  },
  ...(['organisation', 'host'] as const).flatMap((room): NavigationItem[] => [
    {
      area: 'keys',
      room,
      path: '/keys',
      text: 'console.keys.title',
      about: 'employer.about.keys',
      permission: 'api.manage',
    },
    {
      area: 'webhooks',
      room,
      path: '/webhooks',
      text: 'console.webhooks.title',
      about: 'employer.about.webhooks',
      permission: 'api.manage',
    },
  ]),
  {
    area: 'deleted',
    room: 'organisation',
    path: '/deleted',
    text: 'employer.deleted.title',
    about: 'employer.about.deleted',
    permission: 'read',
  },
  {
    area: 'audit',
    room: 'organisation',
    path: '/audit',
    text: 'employer.area.audit',
    about: 'employer.about.audit',
    permission: 'audit.read',
  },
  {
    area: 'audit',
    room: 'host',
    path: '/audit',
    text: 'employer.area.audit',
    about: 'employer.about.audit',
    permission: 'audit.read',
  },
]
