import type { InWelsh } from '../messages.ts'
import type { historyEnglish } from './history-en.ts'

/** Awaiting a translator's review. */
export const historyWelsh = {
  'history.title': 'Beth a ddangosoch',
} as const satisfies InWelsh<typeof historyEnglish>
