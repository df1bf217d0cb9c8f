import type { InWelsh } from '../messages.ts'
import type { presentEnglish } from './present-en.ts'

/** Awaiting a translator's review. */
export const presentWelsh = {
  'present.title': 'Dangos bathodynnau',
} as const satisfies InWelsh<typeof presentEnglish>
