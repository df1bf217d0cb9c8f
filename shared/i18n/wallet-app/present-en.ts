import type { Messages } from '../messages.ts'

export const presentEnglish = {
  'present.title': 'Show badges',
} as const satisfies Messages<'present'>
