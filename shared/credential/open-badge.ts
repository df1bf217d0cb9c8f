import { z } from 'zod'
import { zAchievement, type zAlignment, zResult } from './achievement.ts'
import { openBadgesUrls } from './context-urls.ts'
import { credentialMembers, endsAfterItStarts, zContext } from './data-model.ts'
import { zDateTime, zDateTimeStamp, zOneOrMore, zTyped, zTypesWith, zUrl } from './model-parts.ts'
import { zEndorsements, zIdentityObject, zImage, zProfile } from './profile.ts'

/**
 * Open Badges 3.0 on top of the Verifiable Credentials Data Model 2.0: what has multiplicity 0..* is an array.
 * @see https://www.imsglobal.org/spec/ob/v3p0/#achievementcredential
 */

/** The types that put a credential under the rules of Open Badges. They mean the same. */
export const openBadgeTypes = ['OpenBadgeCredential', 'AchievementCredential'] as const

const zOpenBadgesContext = zContext.refine(
  ([, second]) => typeof second === 'string' && openBadgesUrls.includes(second),
  { error: 'must have an Open Badges 3.0 context second' },
)

const zSingleTyped = zTyped.extend({ id: zUrl, type: z.string().min(1) })

/** Open Badges takes plain strings only, and one status entry. */
const commonMembers = {
  ...credentialMembers,
  '@context': zOpenBadgesContext,
  id: zUrl,
  name: z.string().optional(),
  description: z.string().optional(),
  issuer: z.union([zUrl, zProfile]),
  validFrom: zDateTime,
  awardedDate: zDateTimeStamp.optional(),
  credentialSchema: zOneOrMore(zSingleTyped).optional(),
  credentialStatus: zSingleTyped.optional(),
  refreshService: zSingleTyped.optional(),
}

export const zEvidence = z.looseObject({
  id: zUrl.optional(),
  type: zTypesWith('Evidence'),
  narrative: z.string().optional(),
  name: z.string().optional(),
  description: z.string().optional(),
  genre: z.string().optional(),
  audience: z.string().optional(),
})

const zAchievementSubject = z
  .looseObject({
    id: zUrl.optional(),
    type: zTypesWith('AchievementSubject'),
    activityEndDate: zDateTimeStamp.optional(),
    activityStartDate: zDateTimeStamp.optional(),
    creditsEarned: z.number().optional(),
    achievement: zAchievement,
    identifier: z.array(zIdentityObject).optional(),
    image: zImage.optional(),
    licenseNumber: z.string().optional(),
    narrative: z.string().optional(),
    result: z.array(zResult).optional(),
    role: z.string().optional(),
    source: zProfile.optional(),
    term: z.string().optional(),
  })
  .refine(({ id, identifier = [] }) => id !== undefined || identifier.length > 0, {
    error: 'must have an id or an identifier',
    params: { rule: 'subject' },
  })

export const zOpenBadgeCredential = z
  .looseObject({
    ...commonMembers,
    type: zTypesWith('VerifiableCredential').and(zTypesWith(...openBadgeTypes)),
    credentialSubject: zAchievementSubject,
    image: zImage.optional(),
    evidence: z.array(zEvidence).optional(),
    ...zEndorsements,
  })
  .refine(endsAfterItStarts, { error: 'must not be before validFrom', path: ['validUntil'] })

/** @see https://www.imsglobal.org/spec/ob/v3p0/#endorsementcredential */
export const zEndorsementCredential = z
  .looseObject({
    ...commonMembers,
    type: zTypesWith('VerifiableCredential').and(zTypesWith('EndorsementCredential')),
    credentialSubject: z.looseObject({
      id: zUrl,
      type: zTypesWith('EndorsementSubject'),
      endorsementComment: z.string().optional(),
    }),
  })
  .refine(endsAfterItStarts, { error: 'must not be before validFrom', path: ['validUntil'] })

export type OpenBadgeCredential = z.infer<typeof zOpenBadgeCredential>
export type AchievementSubject = z.infer<typeof zAchievementSubject>
export type Achievement = z.infer<typeof zAchievement>
export type Alignment = z.infer<typeof zAlignment>
export type Profile = z.infer<typeof zProfile>
export type IdentityObject = z.infer<typeof zIdentityObject>
export type Evidence = z.infer<typeof zEvidence>
