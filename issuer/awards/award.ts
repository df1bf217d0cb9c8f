import { z } from 'zod'
import { AppError } from '../../shared/errors/app-error.ts'
import { languages } from '../../shared/i18n/messages.ts'
import { slugPattern } from '../../shared/server/slug.ts'

const awardStatuses = ['active', 'suspended', 'revoked'] as const

export type AwardStatus = (typeof awardStatuses)[number]

/** Where an award is on its way, in one word for people and programs. `issued`: made at once, as files. */
export const awardStates = ['offered', 'claimed', 'issued', 'suspended', 'revoked'] as const

export type AwardState = (typeof awardStates)[number]

/** `claim`: bound to the key of the wallet that takes it; `download`: made at once for an e-mail address, as files. */
export const awardDeliveries = ['claim', 'download'] as const

export type AwardDelivery = (typeof awardDeliveries)[number]

export const earners = ['person', 'organisation'] as const

export type Earner = (typeof earners)[number]

export function awardStateOf({
  status,
  delivery,
  claimedAt,
}: {
  status: AwardStatus
  delivery: AwardDelivery
  claimedAt: string | null
}): AwardState {
  if (status !== 'active') return status
  if (delivery === 'download') return 'issued'
  return claimedAt === null ? 'offered' : 'claimed'
}

export const oneLinePattern = /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*$/u

export const zOneLine = z
  .string()
  .trim()
  .min(1)
  .regex(oneLinePattern, 'must be one line without control characters')

export const zEvidenceInput = z
  .strictObject({
    name: zOneLine.max(200).optional(),
    description: z.string().max(2_000).optional(),
    narrative: z.string().max(5_000).optional(),
    url: z
      .url({ protocol: /^https$/ })
      .max(2_048)
      .optional(),
  })
  .refine((evidence) => Object.keys(evidence).length > 0, 'must say something')

/** Body of `POST /api/v1/awards`. */
export const zAwardRequest = z.strictObject({
  /** An achievement id of this city, or `provider/badge`. */
  badge: z.string().min(1).max(2_048),
  recipient: z.strictObject({
    email: z.email().max(254),
    name: zOneLine.max(200).optional(),
    /** Organisations earn badges too. */
    kind: z.enum(earners).default('person'),
  }),
  /** Whether a code that reaches the learner another way is needed to claim. */
  txCode: z.boolean().default(false),
  language: z.enum(languages).optional(),
  offer: z.enum(['reference', 'value']).default('reference'),
  delivery: z.enum(awardDeliveries).default('claim'),
  /** Whether the link goes to the address by e-mail. */
  notify: z.boolean().default(true),
  evidence: z.array(zEvidenceInput).max(20).optional(),
  validUntil: z.iso.datetime({ offset: true }).optional(),
})

export type AwardRequest = z.infer<typeof zAwardRequest>

/** Who gives no reason says that: the learner reads it. */
export const zStatusChange = z.strictObject({
  reason: zOneLine.max(500).default('No reason was given'),
})

/** The id of an award outside: it names the provider, so that no search crosses providers. */
export function awardIdOf({ provider, id }: { provider: string; id: string }): string {
  return `${provider}.${id}`
}

const uuidPattern = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/

/** @throws AppError not_found: what is not an id names no award */
export function parseAwardId(text: string): { provider: string; id: string } {
  const [provider = '', id = '', ...others] = text.split('.')
  if (!slugPattern.test(provider) || !uuidPattern.test(id) || others.length > 0) {
    throw unknownAward()
  }
  return { provider, id }
}

export function unknownAward(): AppError {
  return new AppError('not_found', 'There is no such award')
}
