import { z } from 'zod'

/** A CV or badges that can be looked at by link for a while: what the owner keeps of it. */
export const zShare = z.object({
  /** By which the wallet server knows the ciphertext. */
  id: z.string().min(1).max(128),
  /** The owner's name for it. */
  title: z.string().max(120),
  /** With the key in its fragment: whoever has it can look, so it is kept like a key. */
  link: z.string().max(2_048),
  /** Shown to the wallet server to take the share back. */
  withdrawToken: z.string().max(512),
  cvId: z.string().optional(),
  badges: z.array(z.object({ id: z.string(), name: z.string() })),
  /** ISO 8601. */
  createdAt: z.string(),
  expiresAt: z.string(),
})

export type Share = z.infer<typeof zShare>
