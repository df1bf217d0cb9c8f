import { itemsOf, type JsonObject } from '../json/json.ts'
import { credentialsV1Url, credentialsV2Url, openBadgesUrls } from './context-urls.ts'
import { withOffset } from './date-time-stamp.ts'

/** Of the Verifiable Credentials Data Model. Version 1.1 is read and verified, never issued. */
export type DataModelVersion = '2.0' | '1.1'

/** By the first context, which both versions fix. */
export function versionOf(document: JsonObject): DataModelVersion {
  const [first] = itemsOf(document['@context'])
  return first === credentialsV1Url ? '1.1' : '2.0'
}

/**
 * When the credential begins and ceases to be valid, as it says it, in UTC where it names no offset. Version 1.1 names both otherwise, and reserves
 * the names of version 2.0: where it uses them too, both count.
 * @see https://www.w3.org/TR/vc-data-model/#issuance-date
 */
export function validityOf(document: JsonObject): { from: unknown[]; until: unknown[] } {
  const { issuanceDate, expirationDate, validFrom, validUntil } = document
  const isVersion1 = versionOf(document) === '1.1'
  const from = isVersion1 ? [issuanceDate, validFrom] : [validFrom]
  const until = isVersion1 ? [expirationDate, validUntil] : [validUntil]
  return {
    from: from.filter(isGiven).map(withOffset),
    until: until.filter(isGiven).map(withOffset),
  }
}

function isGiven(date: unknown): boolean {
  return date !== undefined
}

export const version1Names: ReadonlyMap<string, string> = new Map([
  ['validFrom', 'issuanceDate'],
  ['validUntil', 'expirationDate'],
])

/**
 * A credential of version 1.1 as it would say the same in version 2.0, to be held to its rules. The context of its
 * signature may stand before that of Open Badges. Contexts of both versions at once stay what they are: broken.
 */
export function inWordsOfVersion2(document: JsonObject): JsonObject {
  const { issuanceDate: validFrom, expirationDate: validUntil, ...members } = document
  const [, ...others]: unknown[] = [document['@context']].flat()
  if (others.includes(credentialsV2Url)) return document
  const isOfBadges = (context: unknown) => openBadgesUrls.some((url) => url === context)
  const contexts = [...others].sort((a, b) => Number(isOfBadges(b)) - Number(isOfBadges(a)))
  return { ...members, '@context': [credentialsV2Url, ...contexts], validFrom, validUntil }
}
