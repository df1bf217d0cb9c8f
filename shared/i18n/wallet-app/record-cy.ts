import type { InWelsh } from '../messages.ts'
import type { recordEnglish } from './record-en.ts'

/** Awaiting a translator's review. */
export const recordWelsh = {
  'record.title': 'Eich bathodynnau',
} as const satisfies InWelsh<typeof recordEnglish>
