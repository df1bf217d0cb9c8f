import type { InWelsh } from '../messages.ts'
import type { addEnglish } from './add-en.ts'

/** Awaiting a translator's review. */
export const addWelsh = {
  'add.title': 'Ychwanegu bathodyn',
} as const satisfies InWelsh<typeof addEnglish>
