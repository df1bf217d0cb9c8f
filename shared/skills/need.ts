import { z } from 'zod'
import { type EvidenceStrength, evidenceStrengths } from './evidence-strength.ts'

/** How strong the evidence has to be at least; where a need names none of these, any badge will do. */
export const neededStrengths = [
  'attended',
  'peer-reviewed',
  'assessed',
  'endorsed',
] as const satisfies readonly EvidenceStrength[]

/** More cannot be asked in one request, nor read by anybody. */
export const mostNeeds = 15
export const mostIdsOfBadge = 20

/** An address on the web, or a name that is no address; nothing that a page could run. */
const zId = z
  .url({ protocol: /^(https?|urn)$/, error: 'must be an http(s) address or a urn' })
  .max(2048)
const zWords = z.string().trim().min(1).max(200)

const zWanted = z.discriminatedUnion('kind', [
  /** Any of these ids (languages, versions) will do. */
  z.strictObject({ kind: z.literal('badge'), ids: z.tuple([zId], zId).refine(isShort) }),
  /** As badges name it, or by its address in a skills framework. */
  z.strictObject({ kind: z.literal('skill'), name: zWords, url: zId.exactOptional() }),
])

/** One thing that a vacancy asks for: a badge, or a skill that any badge may speak of. */
export const zNeed = z.strictObject({
  /** Stands in query ids, and names the need in a report. */
  id: z.string().regex(/^[A-Za-z0-9]{1,20}$/),
  /** What people call it. */
  label: zWords,
  isRequired: z.boolean(),
  wanted: zWanted,
  minimumStrength: z.enum(neededStrengths).exactOptional(),
})

export const zNeeds = z
  .array(zNeed)
  .max(mostNeeds)
  .refine((needs) => new Set(needs.map(({ id }) => id)).size === needs.length, {
    error: 'two needs have one id',
  })

export type Need = z.infer<typeof zNeed>

/** Whether evidence of this strength is enough for the need. Whether it is proven is another question. */
export function isStrongEnough(
  strength: EvidenceStrength,
  { minimumStrength }: Pick<Need, 'minimumStrength'>,
): boolean {
  if (minimumStrength === undefined) return true
  return evidenceStrengths.indexOf(strength) >= evidenceStrengths.indexOf(minimumStrength)
}

function isShort(ids: readonly string[]): boolean {
  return ids.length <= mostIdsOfBadge
}
