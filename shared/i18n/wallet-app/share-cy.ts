import type { InWelsh } from '../messages.ts'
import type { shareEnglish } from './share-en.ts'

/** Awaiting a translator's review. */
export const shareWelsh = {
  'share.title': 'CV a rannwyd',
} as const satisfies InWelsh<typeof shareEnglish>
