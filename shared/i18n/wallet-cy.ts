import type { InWelsh } from './messages.ts'
import type { walletEnglish } from './wallet-en.ts'

/** What the wallet says, in Welsh; awaiting a translator's review. */
export const walletWelsh = {
  'wallet.service': 'Waled Waymark',
} as const satisfies InWelsh<typeof walletEnglish>
