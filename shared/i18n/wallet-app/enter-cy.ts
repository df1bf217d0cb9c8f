import type { InWelsh } from '../messages.ts'
import type { enterEnglish } from './enter-en.ts'

/** Awaiting a translator's review. */
export const enterWelsh = {
  'enter.title': 'Eich waled',
} as const satisfies InWelsh<typeof enterEnglish>
