import type { Messages } from '../messages.ts'

export const badgeEnglish = {
  'badge.title': 'Badge',
} as const satisfies Messages<'badge'>
