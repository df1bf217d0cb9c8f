import type { MessageKey } from '../../shared/i18n/catalogue.ts'
import type { Permission } from '../staff/roles.ts'

/** One area of a room, in the menu for whose role allows it. */
export type NavigationItem = {
  /** What consolePage names. */
  area: string
  /** The city's own room, or each provider's. */
  room: 'city' | 'provider'
  /** Below the room: `/badges` is at /console/p/harbour-youth/badges. */
  path: string
  text: MessageKey
  permission: Permission
}

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
