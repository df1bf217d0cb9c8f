import type { Messages } from '../messages.ts'

export const receiveEnglish = {
  'receive.title': 'A badge for you',
} as const satisfies Messages<'receive'>
