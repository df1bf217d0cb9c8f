import { z } from 'zod'
import { credentialsV2Url } from './context-urls.ts'
import { parseDateTime } from './date-time-stamp.ts'
import { zDateTime, zOneOrMore, zText, zTyped, zTypesWith, zUrl } from './model-parts.ts'
import { isOfOtherBytes, readDigestSri } from './related-resource.ts'

/**
 * Verifiable Credentials Data Model 2.0: every rule that can be read off a document. Members that it does not
 * speak of pass: the contexts define them, and canonicalisation refuses what they do not.
 * @see https://www.w3.org/TR/vc-data-model-2.0/
 */

/** @see https://www.w3.org/TR/vc-data-model-2.0/#contexts */
export const zContext = z
  .array(z.union([zUrl, z.looseObject({})]))
  .refine(([first]) => first === credentialsV2Url, { error: `must start with ${credentialsV2Url}` })

const zNamed = z.looseObject({ id: zUrl, name: zText.optional(), description: zText.optional() })

const zClaims = z
  .looseObject({ id: zUrl.optional() })
  .refine((claims) => Object.keys(claims).length > 0, { error: 'must make a claim' })

/** @see https://www.w3.org/TR/vc-data-model-2.0/#integrity-of-related-resources */
const zRelatedResource = z
  .looseObject({
    id: zUrl,
    mediaType: z.string().min(1).optional(),
    digestSRI: z
      .string()
      .refine((text) => readDigestSri(text) !== undefined, {
        error: 'must be a subresource integrity digest',
      })
      .optional(),
    digestMultibase: z
      .string()
      .regex(/^(?:u[\w-]+|z[1-9A-HJ-NP-Za-km-z]+)$/, { error: 'must be a multibase digest' })
      .optional(),
  })
  .refine((resource) => (resource.digestSRI ?? resource.digestMultibase) !== undefined, {
    error: 'must have a digest',
  })
  .refine((resource) => !isOfOtherBytes(resource), {
    error: 'has a digest of other bytes than the resource has',
  })

const zRelatedResources = zOneOrMore(zRelatedResource).refine(
  (resources) => {
    const ids = [resources].flat().map(({ id }) => id)
    return new Set(ids).size === ids.length
  },
  { error: 'must name each resource once' },
)

/** Of version 1.1: under credentials/v2 they would be neither signed nor read. */
const zNotInVersion2 = z.never({ error: 'is not a member of version 2.0' }).optional()

export const credentialMembers = {
  '@context': zContext,
  id: zUrl.optional(),
  type: zTypesWith('VerifiableCredential'),
  name: zText.optional(),
  description: zText.optional(),
  issuer: z.union([zUrl, zNamed]),
  credentialSubject: zOneOrMore(zClaims),
  validFrom: zDateTime.optional(),
  validUntil: zDateTime.optional(),
  credentialStatus: zOneOrMore(zTyped).optional(),
  credentialSchema: zOneOrMore(zTyped.extend({ id: zUrl })).optional(),
  refreshService: zOneOrMore(zTyped).optional(),
  termsOfUse: zOneOrMore(zTyped).optional(),
  evidence: zOneOrMore(zTyped).optional(),
  relatedResource: zRelatedResources.optional(),
  confidenceMethod: zOneOrMore(zTyped).optional(),
  renderMethod: zOneOrMore(zTyped).optional(),
  proof: zOneOrMore(z.looseObject({ type: z.string() })).optional(),
  issuanceDate: zNotInVersion2,
  expirationDate: zNotInVersion2,
}

export const zCredential = z
  .looseObject(credentialMembers)
  .refine(endsAfterItStarts, { error: 'must not be before validFrom', path: ['validUntil'] })

export const zPresentation = z.looseObject({
  '@context': z.union([z.literal(credentialsV2Url), zContext]),
  id: zUrl.optional(),
  type: zTypesWith('VerifiablePresentation'),
  holder: z.union([zUrl, zNamed]).optional(),
  verifiableCredential: z
    .union([
      z.looseObject({ type: zTyped.shape.type }),
      z.array(z.looseObject({ type: zTyped.shape.type })),
    ])
    .optional(),
  termsOfUse: zOneOrMore(zTyped).optional(),
  proof: zOneOrMore(z.looseObject({ type: z.string() })).optional(),
})

export function endsAfterItStarts(period: {
  validFrom?: string | undefined
  validUntil?: string | undefined
}): boolean {
  const from = parseDateTime(period.validFrom)
  const until = parseDateTime(period.validUntil)
  return from === undefined || until === undefined || from.getTime() <= until.getTime()
}
