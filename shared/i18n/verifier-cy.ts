import type { InWelsh } from './messages.ts'
import type { verifierEnglish } from './verifier-en.ts'

/** What the verifier says, in Welsh; awaiting a translator's review. */
export const verifierWelsh = {} as const satisfies InWelsh<typeof verifierEnglish>
