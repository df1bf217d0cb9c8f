import type { InWelsh } from '../messages.ts'
import type { receiveEnglish } from './receive-en.ts'

/** Awaiting a translator's review. */
export const receiveWelsh = {
  'receive.title': 'Bathodyn i chi',
} as const satisfies InWelsh<typeof receiveEnglish>
