import type { Messages } from '../messages.ts'

export const addEnglish = {
  'add.title': 'Add a badge',
} as const satisfies Messages<'add'>
