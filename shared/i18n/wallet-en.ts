import type { Messages } from './messages.ts'

/** What the wallet says, in English. Each sentence stays at reading grade 6 or below. */
export const walletEnglish = {
  'wallet.service': 'Waymark wallet',
} as const satisfies Messages<'wallet'>
