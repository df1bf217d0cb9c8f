import type { Messages } from '../messages.ts'

export const enterEnglish = {
  'enter.title': 'Your wallet',
} as const satisfies Messages<'enter'>
