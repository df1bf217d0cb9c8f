import type { issuerEnglish } from './issuer-en.ts'
import type { InWelsh } from './messages.ts'

/** What the issuer says, in Welsh; awaiting a translator's review. */
export const issuerWelsh = {} as const satisfies InWelsh<typeof issuerEnglish>
