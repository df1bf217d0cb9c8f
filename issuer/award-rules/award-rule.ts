import { z } from 'zod'
import { type Did, isDid } from '../../shared/did/did.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import type { DeriveBytes } from '../../shared/node/kms/installation-secret.ts'
import { zSlug } from '../../shared/server/slug.ts'
import { zOneLine } from '../awards/award.ts'
import { lettersOf } from '../typed-code.ts'

export const mostNeeds = 10
export const mostAwards = 100_000
const codeLength = 10

/** `provider/badge` of this city: any version, in any language. */
const shortReference = /^[a-z0-9-]{1,64}\/[a-z0-9-]{1,64}$/
const zNeededBadge = z.union([
  z.string().regex(shortReference),
  // an achievement id: of this city that version in any language, else exactly this one
  z.url({ protocol: /^https?$/ }).max(2_048),
])

/** Body of `POST …/award-rules`. */
export const zNewAwardRule = z
  .strictObject({
    name: zOneLine.max(200),
    /** Short name of the badge that is given: its newest version at that time. */
    badge: zSlug,
    /** The badges that have to be shown: `provider/badge`, or an achievement id. */
    needs: z.array(zNeededBadge).min(1).max(mostNeeds),
    /** So many of them are enough; unless given, all. */
    count: z.int().min(1).max(mostNeeds).optional(),
    /** Only badges of these issuers count; unless given, of all whom the city accredits or recognises. */
    issuers: z
      .array(z.custom<Did>((value) => typeof value === 'string' && isDid(value), 'must be a DID'))
      .max(20)
      .default([]),
    opensAt: z.iso.datetime({ offset: true }).optional(),
    closesAt: z.iso.datetime({ offset: true }).optional(),
    /** So many badges at most; unless given, no limit. */
    cap: z.int().min(1).max(mostAwards).optional(),
  })
  .refine(({ needs }) => new Set(needs).size === needs.length, {
    path: ['needs'],
    error: 'name each badge once',
  })
  .refine(({ needs, count }) => count === undefined || count <= needs.length, {
    path: ['count'],
    error: 'must not be more than there are badges',
  })
  .refine(
    ({ opensAt, closesAt }) =>
      closesAt === undefined || Date.parse(closesAt) > Date.parse(opensAt ?? '1970-01-01'),
    { path: ['closesAt'], error: 'must be after opensAt' },
  )

export type NewAwardRule = z.infer<typeof zNewAwardRule>

export type RuleKey = { provider: string; id: string }

/** Whoever shows these badges gets that badge. */
export type AwardRule = RuleKey & {
  name: string
  /** Short name of the badge that is given. */
  badge: string
  needs: readonly string[]
  /** So many of the needed badges are enough. */
  count: number
  issuers: readonly Did[]
  opensAt: string | null
  closesAt: string | null
  cap: number | null
  uses: number
  isPaused: boolean
  createdAt: string
}

export const ruleStates = ['paused', 'early', 'open', 'over', 'full'] as const

export type RuleState = (typeof ruleStates)[number]

export function ruleStateOf(rule: AwardRule, now: Date): RuleState {
  const at = now.toISOString()
  if (rule.closesAt !== null && at >= rule.closesAt) return 'over'
  if (rule.isPaused) return 'paused'
  if (rule.opensAt !== null && at < rule.opensAt) return 'early'
  return rule.cap !== null && rule.uses >= rule.cap ? 'full' : 'open'
}

/** What stands in the rule's address: nobody guesses it, and nothing needs to keep it. */
export type RuleCodeOf = (key: RuleKey) => string

export function createRuleCodes(derive: DeriveBytes): RuleCodeOf {
  return ({ provider, id }) => lettersOf(derive('rule-code', provider, id), codeLength)
}

export function unknownRule(): AppError {
  return new AppError('not_found', 'There is no such rule')
}
