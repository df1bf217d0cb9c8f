import type { InWelsh } from '../messages.ts'
import type { badgeEnglish } from './badge-en.ts'

/** Awaiting a translator's review. */
export const badgeWelsh = {
  'badge.title': 'Bathodyn',
} as const satisfies InWelsh<typeof badgeEnglish>
