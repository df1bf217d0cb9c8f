import { readSecured } from '../credential/secured.ts'
import { isAppError } from '../errors/app-error.ts'
import { isJsonObject, type JsonObject } from '../json/json.ts'
import { check } from './check.ts'
import { maxEndorsementDepth, maxEndorsements } from './limits.ts'
import type { Check, CredentialReport } from './report.ts'
import { hasType, idOf, listOf, objectsOf } from './values.ts'

export type VerifyEndorsement = (
  endorsement: string | JsonObject,
) => Promise<Pick<CredentialReport, 'verdict' | 'credential'>>

/**
 * Everything that stands in the badge as an endorsement must be one, itself verify, and be about the badge, its
 * achievement or its issuer. Counted before any is verified. What is wrong with one says nothing of the badge.
 * @see https://www.imsglobal.org/spec/ob/v3p0/#verification
 */
export async function checkEndorsements(
  document: JsonObject,
  depth: number,
  verifyEndorsement: VerifyEndorsement,
): Promise<Check> {
  const endorsements = endorsementsIn(document)
  if (endorsements.length === 0) return check('endorsements', 'none')
  const isTooDeep = depth >= maxEndorsementDepth
  if (isTooDeep || countEndorsements(document) > maxEndorsements) {
    return check('endorsements', 'too_many')
  }
  const endorsable = endorsableIds(document)
  const results = await Promise.all(endorsements.map(verifyEndorsement))
  const verdicts = results.map(({ verdict }) => verdict)
  const isPraise = results.every(({ credential }) =>
    credential?.types.includes('EndorsementCredential'),
  )
  if (verdicts.includes('invalid') || !isPraise) return check('endorsements', 'endorsement_invalid')
  if (verdicts.includes('unknown')) return check('endorsements', 'endorsement_unknown')
  const isForeign = results.some(({ credential }) => !endorsable.has(credential?.subjectId))
  return check('endorsements', isForeign ? 'endorsement_of_another' : 'ok')
}

/** The credential itself, its achievements and the profiles that issued or created them may be endorsed. */
function endorsedPlaces(document: JsonObject): JsonObject[] {
  const places = [document]
  for (const subject of objectsOf(document.credentialSubject)) {
    places.push(...objectsOf(subject.achievement))
  }
  for (const { issuer, creator } of [...places]) {
    if (isJsonObject(issuer)) places.push(issuer)
    if (isJsonObject(creator)) places.push(creator)
  }
  return places
}

function endorsementsIn(document: JsonObject): (string | JsonObject)[] {
  const found: (string | JsonObject)[] = []
  for (const { endorsement, endorsementJwt } of endorsedPlaces(document)) {
    if (endorsement === undefined && endorsementJwt === undefined) continue
    for (const each of [...listOf(endorsement), ...listOf(endorsementJwt)]) {
      found.push(typeof each === 'string' || isJsonObject(each) ? each : '')
    }
  }
  return found
}

function endorsableIds(document: JsonObject): Set<string | undefined> {
  const ids = [...endorsedPlaces(document), document.issuer].map((place) => idOf(place))
  return new Set(ids.filter((id) => id !== undefined))
}

/** At any depth, so that what each of them may carry is not multiplied. */
function countEndorsements(document: JsonObject): number {
  const found = endorsementsIn(document)
  const inner = found.map((endorsement) => countEndorsements(documentOf(endorsement)))
  return found.length + inner.reduce((sum, count) => sum + count, 0)
}

/** What cannot be read has nothing inside; verifying it says so. */
function documentOf(endorsement: string | JsonObject): JsonObject {
  const isToken = typeof endorsement === 'string'
  if (!isToken && !hasType(endorsement, 'EnvelopedVerifiableCredential')) return endorsement
  try {
    return readSecured(endorsement).document
  } catch (error) {
    if (isAppError(error)) return {}
    throw error
  }
}
