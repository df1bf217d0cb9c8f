import { z } from 'zod'
import { isJsonObject, type JsonObject } from '../../shared/json/json.ts'
import { zDid } from '../../shared/trust/trust-values.ts'
import type { VerificationPolicy } from '../../shared/verify/ports.ts'

const zPresentation = z.union([z.string(), z.custom<JsonObject>(isJsonObject)])

const zKeptPolicy = z.object({
  trustedCities: z.array(zDid).exactOptional(),
  asksForBadgesById: z.boolean().exactOptional(),
  required: z.array(z.enum(['accreditation', 'log'])).exactOptional(),
})

/**
 * What was presented, with all that is needed to check it again in the same way: bytes as they came, what they were
 * asked for with, and whose word was to count.
 */
export const zKept = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('presentations'),
    presentations: z.array(zPresentation),
    binding: z.object({ nonce: z.string(), audience: z.string() }),
    logProofs: z.record(z.string(), z.unknown()),
    policy: zKeptPolicy,
  }),
  z.object({ kind: z.literal('text'), text: z.string(), policy: zKeptPolicy }),
  /** Not looked into. */
  z.object({ kind: z.literal('file'), base64: z.string() }),
])

export type Kept = z.infer<typeof zKept>
export type KeptPolicy = z.infer<typeof zKeptPolicy>

/** Whose word is to count, as it is kept: who somebody says they are is asked each time. */
export function keptPolicy({
  trustedCities,
  asksForBadgesById,
  required,
}: VerificationPolicy): KeptPolicy {
  const isKept = (name: string) => name === 'accreditation' || name === 'log'
  return {
    ...(trustedCities && { trustedCities: [...trustedCities] }),
    ...(asksForBadgesById !== undefined && { asksForBadgesById }),
    ...(required && { required: required.filter(isKept) }),
  }
}
