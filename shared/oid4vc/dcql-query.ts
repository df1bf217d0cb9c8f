import { z } from 'zod'

const maxItems = 100
const zId = z.string().regex(/^[A-Za-z0-9_-]{1,256}$/)
const zText = z.string().max(4096)

/** @see https://openid.net/specs/openid-4-verifiable-presentations-1_0.html#section-7 */
const zClaimsPath = z
  .array(z.union([zText, z.int().min(0), z.null()]))
  .min(1)
  .max(20)

const zClaimsQuery = z.looseObject({
  id: zId.exactOptional(),
  path: zClaimsPath,
  values: z
    .array(z.union([zText, z.int(), z.boolean()]))
    .min(1)
    .max(maxItems)
    .exactOptional(),
})

const zCredentialQuery = z.looseObject({
  id: zId,
  format: z.string().min(1).max(100),
  multiple: z.boolean().default(false),
  require_cryptographic_holder_binding: z.boolean().default(true),
  meta: z.looseObject({
    type_values: z.array(z.array(zText).min(1).max(maxItems)).min(1).max(maxItems).exactOptional(),
  }),
  claims: z.array(zClaimsQuery).min(1).max(maxItems).exactOptional(),
  claim_sets: z.array(z.array(zId).min(1).max(maxItems)).min(1).max(maxItems).exactOptional(),
  trusted_authorities: z.array(z.unknown()).min(1).max(maxItems).exactOptional(),
})

const zCredentialSetQuery = z.looseObject({
  options: z.array(z.array(zId).min(1).max(maxItems)).min(1).max(maxItems),
  required: z.boolean().default(true),
})

/**
 * A query in the Digital Credentials Query Language. Members that are not known are kept and ignored, as it asks.
 * @see https://openid.net/specs/openid-4-verifiable-presentations-1_0.html#section-6
 */
export const zDcqlQuery = z
  .looseObject({
    credentials: z.array(zCredentialQuery).min(1).max(maxItems),
    credential_sets: z.array(zCredentialSetQuery).min(1).max(maxItems).exactOptional(),
  })
  .refine(hasUniqueIds, { error: 'two credential queries have one id' })
  .refine(hasKnownSetIds, { error: 'a credential set names a query that is not there' })
  .refine(hasKnownClaimIds, { error: 'a claim set names a claim that is not there' })

export type DcqlQuery = z.infer<typeof zDcqlQuery>
export type CredentialQuery = z.infer<typeof zCredentialQuery>
export type CredentialSetQuery = z.infer<typeof zCredentialSetQuery>

type Checked = {
  credentials: readonly Pick<CredentialQuery, 'id' | 'claims' | 'claim_sets'>[]
  credential_sets?: readonly Pick<CredentialSetQuery, 'options'>[]
}

function hasUniqueIds({ credentials }: Checked): boolean {
  return new Set(credentials.map(({ id }) => id)).size === credentials.length
}

function hasKnownSetIds({ credentials, credential_sets = [] }: Checked): boolean {
  const ids = new Set(credentials.map(({ id }) => id))
  return credential_sets.every(({ options }) => options.flat().every((id) => ids.has(id)))
}

function hasKnownClaimIds({ credentials }: Checked): boolean {
  return credentials.every(({ claims = [], claim_sets = [] }) => {
    const ids = new Set(claims.map(({ id }) => id))
    return claim_sets.flat().every((id) => ids.has(id))
  })
}
