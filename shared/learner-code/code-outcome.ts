import { z } from 'zod'

/** What the city tells the wallet that holds the ticket of a code. */
export const zCodeOutcome = z.discriminatedUnion('state', [
  /** Nobody has scanned it, or it is not known. */
  z.object({ state: z.literal('waiting') }),
  /** A badge was awarded; the offer of it is at `offerUrl`. */
  z.object({ state: z.literal('awarded'), offerUrl: z.url().max(2_048) }),
  /** The badge was awarded, and is in a wallet or taken back by now. */
  z.object({ state: z.literal('settled') }),
  /** Somebody noted that the learner was there. */
  z.object({ state: z.literal('marked'), activity: z.string().max(200), day: z.iso.date() }),
])

export type CodeOutcome = z.infer<typeof zCodeOutcome>

/** Below the address of the city; the ticket follows. */
export const codeOutcomePath = '/learner-codes'
