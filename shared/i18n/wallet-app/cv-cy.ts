import type { InWelsh } from '../messages.ts'
import type { cvEnglish } from './cv-en.ts'

/** Awaiting a translator's review. */
export const cvWelsh = {
  'cv.title': 'Eich CVs',
} as const satisfies InWelsh<typeof cvEnglish>
