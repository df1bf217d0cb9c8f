import type { Messages } from '../messages.ts'

export const recordEnglish = {
  'record.title': 'Your badges',
} as const satisfies Messages<'record'>
