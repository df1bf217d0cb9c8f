const credentialsVocabulary = 'https://www.w3.org/2018/credentials#'
const openBadgesVocabulary = 'https://purl.imsglobal.org/spec/vc/ob/vocab.html#'

export const verifiableCredentialType = `${credentialsVocabulary}VerifiableCredential`

/** Open Badges says that AchievementCredential is the same type under another name; so its context maps both here. */
export const openBadgeCredentialType = `${openBadgesVocabulary}OpenBadgeCredential`

/** What the pinned contexts (credentials v1 and v2, Open Badges 3.0) make of the types that credentials name. */
const expandedTypes: ReadonlyMap<string, string> = new Map([
  ['VerifiableCredential', verifiableCredentialType],
  ['OpenBadgeCredential', openBadgeCredentialType],
  ['AchievementCredential', openBadgeCredentialType],
  ['EndorsementCredential', `${openBadgesVocabulary}EndorsementCredential`],
])

/**
 * The types of a credential as IRIs. A type that no context defines stays what it is, as in JSON-LD.
 * @see https://openid.net/specs/openid-4-verifiable-presentations-1_0.html#appendix-B.1.1
 */
export function expandCredentialTypes(type: unknown): string[] {
  const types = Array.isArray(type) ? type : [type]
  return types
    .filter((name) => typeof name === 'string')
    .map((name) => expandedTypes.get(name) ?? name)
}
