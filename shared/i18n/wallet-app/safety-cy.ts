import type { InWelsh } from '../messages.ts'
import type { safetyEnglish } from './safety-en.ts'

/** Awaiting a translator's review. */
export const safetyWelsh = {
  'safety.title': 'Ei gadw’n ddiogel',
} as const satisfies InWelsh<typeof safetyEnglish>
