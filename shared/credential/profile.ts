import { z } from 'zod'
import { parseDateTimeStamp } from './date-time-stamp.ts'
import { zExtensibleEnum, zTypesWith, zUrl } from './model-parts.ts'

/** Open Badges 3.0: who issues, and how people and things are identified.
 * @see https://www.imsglobal.org/spec/ob/v3p0/#profile
 */

/** @see https://www.imsglobal.org/spec/ob/v3p0/#identifiertypeenum */
const identifierTypes = [
  'name',
  'sourcedId',
  'systemId',
  'productId',
  'userName',
  'accountId',
  'emailAddress',
  'nationalIdentityNumber',
  'isbn',
  'issn',
  'lisSourcedId',
  'oneRosterSourcedId',
  'sisSourcedId',
  'ltiContextId',
  'ltiDeploymentId',
  'ltiToolId',
  'ltiPlatformId',
  'ltiUserId',
  'identifier',
] as const

const onlyKnownMembers = {
  error: (issue: { code: string }) =>
    issue.code === 'unrecognized_keys' ? 'must hold nothing else' : undefined,
}

/** Like the two below, one of the few that the specification leaves no room for extensions. */
export const zImage = z.strictObject(
  { id: zUrl, type: z.literal('Image'), caption: z.string().optional() },
  onlyKnownMembers,
)

export const zIdentifierEntry = z.strictObject(
  {
    type: z.literal('IdentifierEntry'),
    identifier: z.string(),
    identifierType: zExtensibleEnum(identifierTypes),
  },
  onlyKnownMembers,
)

/** @see https://www.imsglobal.org/spec/ob/v3p0/#identityhash */
const identityHash = /^(?:sha256\$[\da-f]{64}|md5\$[\da-f]{32})$/i

export const zIdentityObject = z
  .strictObject(
    {
      type: z.literal('IdentityObject'),
      hashed: z.boolean(),
      identityHash: z.string().min(1),
      identityType: zExtensibleEnum(identifierTypes),
      salt: z.string().optional(),
    },
    onlyKnownMembers,
  )
  .refine((identity) => !identity.hashed || identityHash.test(identity.identityHash), {
    error: 'must be sha256$ or md5$ and the hash in hexadecimal digits',
    path: ['identityHash'],
  })

const zAddress = z.looseObject({
  type: zTypesWith('Address'),
  addressCountry: z.string().optional(),
  addressCountryCode: z.string().optional(),
  addressRegion: z.string().optional(),
  addressLocality: z.string().optional(),
  streetAddress: z.string().optional(),
  postOfficeBoxNumber: z.string().optional(),
  postalCode: z.string().optional(),
  geo: z
    .looseObject({ type: z.literal('GeoCoordinates'), latitude: z.number(), longitude: z.number() })
    .optional(),
})

/**
 * A credential of its own inside another, as JSON or as a token in an envelope: `shared/verify` reads and verifies it as
 * one.
 * @see https://www.w3.org/TR/vc-data-model-2.0/#enveloped-verifiable-credentials
 */
const zEmbeddedCredential = z.looseObject({
  type: z.union([
    zTypesWith('EndorsementCredential'),
    z.literal('EnvelopedVerifiableCredential'),
    z.tuple([z.literal('EnvelopedVerifiableCredential')]).transform(([type]) => type),
  ]),
})

export const zEndorsements = {
  endorsement: z.array(zEmbeddedCredential).optional(),
  endorsementJwt: z
    .array(z.string().regex(/^[\w-]+\.[\w-]+\.[\w-]+$/, { error: 'must be a compact JWS' }))
    .optional(),
}

const profileMembers = {
  id: zUrl,
  type: zTypesWith('Profile'),
  name: z.string().optional(),
  url: zUrl.optional(),
  phone: z.string().optional(),
  description: z.string().optional(),
  ...zEndorsements,
  image: zImage.optional(),
  email: z.string().optional(),
  address: zAddress.optional(),
  otherIdentifier: z.array(zIdentifierEntry).optional(),
  official: z.string().optional(),
  familyName: z.string().optional(),
  givenName: z.string().optional(),
  additionalName: z.string().optional(),
  patronymicName: z.string().optional(),
  honorificPrefix: z.string().optional(),
  honorificSuffix: z.string().optional(),
  familyNamePrefix: z.string().optional(),
  dateOfBirth: z.string().refine(isDay, { error: 'must be a date' }).optional(),
}

function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && parseDateTimeStamp(`${text}T00:00:00Z`) !== undefined
}

const zProfileWithoutParent = z.looseObject(profileMembers)

type Profile = z.infer<typeof zProfileWithoutParent> & { parentOrg?: Profile | undefined }

/** A profile can stand inside its own kind: its parent organisation. */
export const zProfile: z.ZodType<Profile> = z.looseObject({
  ...profileMembers,
  get parentOrg() {
    return zProfile.optional()
  },
})
