import type { Messages } from '../messages.ts'

export const safetyEnglish = {
  'safety.title': 'Keep it safe',
} as const satisfies Messages<'safety'>
