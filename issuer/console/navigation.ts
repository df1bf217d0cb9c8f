import type { RoomArea } from '../../shared/server/console/shell.ts'
import type { Permission } from '../staff/roles.ts'

/** In the city's own room, or in each provider's. */
export type NavigationItem = RoomArea<Permission> & { room: 'city' | 'provider' }

/** The menu, in the order of use. */
export const navigation: readonly NavigationItem[] = [
  {
    area: 'providers',
    room: 'city',
    path: '/providers',
    text: 'console.providers.title',
    permission: 'read',
  },
  {
    area: 'applications',
    room: 'city',
    path: '/applications',
    text: 'console.applications.title',
    permission: 'city.manage',
  },
  {
    area: 'recognitions',
    room: 'city',
    path: '/recognitions',
    text: 'console.recognitions.title',
    permission: 'city.manage',
  },
  {
    area: 'badges',
    room: 'provider',
    path: '/badges',
    text: 'console.badges',
    permission: 'read',
  },
  {
    area: 'endorsements',
    room: 'provider',
    path: '/endorsements',
    text: 'console.endorsements',
    permission: 'read',
  },
  {
    area: 'quality',
    room: 'city',
    path: '/quality',
    text: 'console.quality',
    permission: 'badge.review',
  },
  {
    area: 'standards',
    room: 'city',
    path: '/standards',
    text: 'console.standards',
    permission: 'city.manage',
  },
  {
    area: 'awards',
    room: 'provider',
    path: '/awards',
    text: 'console.area.awards',
    permission: 'read',
  },
  {
    area: 'scan',
    room: 'provider',
    path: '/scan',
    text: 'console.area.scan',
    permission: 'award.make',
  },
  {
    area: 'sessions',
    room: 'provider',
    path: '/sessions',
    text: 'console.area.sessions',
    permission: 'session.run',
  },
  {
    area: 'bulk',
    room: 'provider',
    path: '/awards/bulk',
    text: 'console.area.bulk',
    permission: 'award.make',
  },
  {
    area: 'groups',
    room: 'provider',
    path: '/groups',
    text: 'console.groups.title',
    permission: 'award.make',
  },
  {
    area: 'reviews',
    room: 'provider',
    path: '/reviews',
    text: 'console.area.reviews',
    permission: 'evidence.assess',
  },
  {
    area: 'people',
    room: 'provider',
    path: '/people',
    text: 'console.area.people',
    permission: 'staff.manage',
  },
  {
    area: 'people',
    room: 'city',
    path: '/people',
    text: 'console.area.people',
    permission: 'staff.manage',
  },
  {
    area: 'settings',
    room: 'city',
    path: '/settings',
    text: 'console.settings.title',
    permission: 'city.manage',
  },
  {
    area: 'mail',
    room: 'city',
    path: '/mail',
    text: 'console.mail.title',
    permission: 'city.manage',
  },
  ...(['provider', 'city'] as const).flatMap((room): NavigationItem[] => [
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
    area: 'audit',
    room: 'provider',
    path: '/audit',
    text: 'console.area.audit',
    permission: 'audit.read',
  },
  {
    area: 'audit',
    room: 'city',
    path: '/audit',
    text: 'console.area.audit',
    permission: 'audit.read',
  },
]
