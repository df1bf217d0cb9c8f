import { z } from 'zod'
import type { Canonicalize } from '../credential/canonicalize.ts'
import { withOffset } from '../credential/date-time-stamp.ts'
import { assertCredential } from '../credential/model-issues.ts'
import { AppError } from '../errors/app-error.ts'
import { isJsonObject, type JsonObject } from '../json/json.ts'
import { zBitstringStatusListEntry } from '../status/status-entry.ts'
import { zBitstringStatusList } from '../status/status-list-credential.ts'
import { hasType, objectsOf } from '../verify/values.ts'
import { type FetchResource, isResourceChanged } from './related-resources.ts'

/** @see https://w3c-ccg.github.io/vcalm/#issue-credential */
export const zIssueCredential = z.looseObject({
  credential: z.custom<JsonObject>(isJsonObject, { error: 'must be a JSON object' }),
  options: z.looseObject({}).nullish(),
})

export type CredentialToIssue = {
  /** Who signs: the credential's issuer becomes it. */
  issuer: string
  /** Whether the credential may name another issuer, in whose place the signer puts itself. */
  replacesIssuer: boolean
  canonicalize: Canonicalize
  fetchResource?: FetchResource
}

/**
 * The credential of a request to issue, as it will be signed, once it keeps every rule of the data model and each of
 * its types means something under its contexts. Throws `request_malformed`, `credential_malformed`,
 * and what canonicalisation throws.
 */
export async function credentialToIssue(
  body: unknown,
  { issuer, replacesIssuer, canonicalize, fetchResource }: CredentialToIssue,
): Promise<JsonObject> {
  const request = zIssueCredential.safeParse(body, { reportInput: false })
  if (!request.success) {
    throw new AppError('request_malformed', 'credential must be a JSON object, and so options')
  }
  const { credential } = request.data
  // its form is judged as it came: what is wrong with it is not healed by the signer's name
  const named = credential.issuer === undefined ? { ...credential, issuer } : credential
  assertCredential(named)
  assertOffsets(named)
  assertStatus(named)
  if (!replacesIssuer && idOf(named.issuer) !== issuer) {
    throw new AppError('credential_malformed', `issuer must be ${issuer}, or left out`)
  }
  const signed = {
    ...named,
    issuer: isJsonObject(named.issuer) ? { ...named.issuer, id: issuer } : issuer,
  }
  await assertTypesDefined(signed, canonicalize)
  if (await isResourceChanged(signed, fetchResource)) {
    throw new AppError('credential_malformed', 'relatedResource has a digest of other bytes')
  }
  return signed
}

/** A time without an offset is read as one in UTC; nobody should write one. */
function assertOffsets(credential: JsonObject): void {
  for (const member of ['validFrom', 'validUntil'] as const) {
    const time = credential[member]
    if (time === withOffset(time)) continue
    throw new AppError('credential_malformed', `${member} must have an offset, such as Z`)
  }
}

/** Entries and lists of Bitstring Status List: a verifier would stumble over a malformed one only much later. */
function assertStatus(credential: JsonObject): void {
  const { credentialStatus, credentialSubject } = credential
  const isList = hasType(credential, 'BitstringStatusListCredential')
  const entries = objectsOf(credentialStatus).filter((entry) =>
    hasType(entry, 'BitstringStatusListEntry'),
  )
  assertFits(entries, zBitstringStatusListEntry, 'credentialStatus')
  assertFits(isList ? objectsOf(credentialSubject) : [], zBitstringStatusList, 'credentialSubject')
}

function assertFits(values: readonly JsonObject[], schema: z.ZodType, member: string): void {
  for (const value of values) {
    const issue = schema.safeParse(value, { reportInput: false }).error?.issues[0]
    if (issue === undefined) continue
    const path = [member, ...issue.path].join('.')
    throw new AppError('credential_malformed', `${path} is not as it must be`)
  }
}

/**
 * A token is signed as JSON, so nothing else would notice a type that no context defines.
 * @see https://www.w3.org/TR/vc-data-model-2.0/#types (each type maps to a URL)
 */
export async function assertTypesDefined(
  credential: JsonObject,
  canonicalize: Canonicalize,
): Promise<void> {
  const members = ['credentialStatus', 'credentialSchema', 'termsOfUse', 'evidence'] as const
  const typed = [...members, 'refreshService'].flatMap((member) => objectsOf(credential[member]))
  for (const { type } of [credential, ...typed]) {
    await canonicalize({ '@context': credential['@context'], id: 'urn:waymark:typed', type })
  }
}

function idOf(issuer: unknown): unknown {
  return isJsonObject(issuer) ? issuer.id : issuer
}
