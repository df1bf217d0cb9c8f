import type { Messages } from '../messages.ts'

export const cvEnglish = {
  'cv.title': 'Your CVs',
} as const satisfies Messages<'cv'>
