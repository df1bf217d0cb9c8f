import { z } from 'zod'
import { zOwnWords } from '../../../shared/cv/own-words.ts'
import { encodeBase64url } from '../../../shared/did/base-encoding.ts'
import type { Language } from '../../../shared/i18n/messages.ts'

/** A CV as its owner is making it. It stays in the wallet until it is sent, shared or printed. */
export const zCv = z.object({
  id: z.string().min(1).max(64),
  /** The owner's name for it, such as the job it is for. Never sent. */
  title: z.string().max(120),
  /** In the order in which they are shown. */
  badgeIds: z.array(z.string()).max(100),
  ownWords: zOwnWords,
  /** ISO 8601. */
  createdAt: z.string(),
  updatedAt: z.string(),
})

export type Cv = z.infer<typeof zCv>

/** An empty one. */
export function newCv(
  input: { title: string; language: Language },
  { clock, random }: { clock: () => Date; random: (byteCount: number) => Uint8Array },
): Cv {
  const { title, language } = input
  const now = clock().toISOString()
  return {
    id: encodeBase64url(random(12)),
    title,
    badgeIds: [],
    ownWords: { language, work: [], education: [], skills: [] },
    createdAt: now,
    updatedAt: now,
  }
}
