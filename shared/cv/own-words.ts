import { z } from 'zod'
import { languages } from '../i18n/messages.ts'

/**
 * What a candidate says of themselves: their own words, work, education and skills. Nobody else signs them, so they
 * are only ever shown apart from what is proven.
 */

const zLine = z.string().max(200)
const zText = z.string().max(3_000)

/** One stretch of work or education. Times are the person's own words: `2024`, `summer 2023`. */
const zExperience = z.object({
  /** What was done or learned: `Sailing helper`, `GCSE Maths`. */
  what: zLine,
  /** At whose place. */
  where: zLine.optional(),
  from: zLine.optional(),
  until: zLine.optional(),
  more: zText.optional(),
})

export type Experience = z.infer<typeof zExperience>

export const zOwnWords = z.object({
  language: z.enum(languages),
  name: zLine.optional(),
  email: zLine.optional(),
  phone: zLine.optional(),
  place: zLine.optional(),
  about: zText.optional(),
  work: z.array(zExperience).max(30),
  education: z.array(zExperience).max(30),
  /** Skills that the person names; badges bring theirs along. */
  skills: z.array(zLine).max(60),
})

export type OwnWords = z.infer<typeof zOwnWords>

/** Whether anything was said at all. */
export function isWordless({ language: _, work, education, skills, ...lines }: OwnWords): boolean {
  const lists = [work, education, skills]
  return Object.keys(lines).length === 0 && lists.every((list) => list.length === 0)
}
