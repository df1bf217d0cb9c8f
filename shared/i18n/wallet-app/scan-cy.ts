import type { InWelsh } from '../messages.ts'
import type { scanEnglish } from './scan-en.ts'

/** Awaiting a translator's review. */
export const scanWelsh = {
  'scan.title': 'Sganio cod',
} as const satisfies InWelsh<typeof scanEnglish>
