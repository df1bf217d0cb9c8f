import type { Messages } from '../messages.ts'

export const historyEnglish = {
  'history.title': 'What you showed',
} as const satisfies Messages<'history'>
