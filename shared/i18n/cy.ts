import type { sharedEnglish } from './en.ts'
import type { InWelsh } from './messages.ts'

/** What every application says, in Welsh; awaiting a translator's review. */
export const sharedWelsh = {
  'layout.skip': 'Neidio i’r brif ran',
  'layout.languages': 'Iaith',
} as const satisfies InWelsh<typeof sharedEnglish>
