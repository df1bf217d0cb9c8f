import { DcqlQuery as Dcql, type DcqlW3cVcCredential } from 'dcql'
import { itemsOf, type JsonObject } from '../json/json.ts'
import type { CredentialFormat } from './credential-format.ts'
import { hasClaims } from './dcql-claims.ts'
import type { CredentialQuery, DcqlQuery } from './dcql-query.ts'
import { expandCredentialTypes } from './dcql-types.ts'

/** A credential as a query sees it. */
export type QueriedCredential = {
  format: CredentialFormat
  document: JsonObject
  /** It is awarded to a key, so that its owner can prove to hold it. */
  isHolderBound: boolean
  /**
   * Whether its types also count as they are written, beside their IRIs, which is all that a query should name: verifiers
   * that apply no context ask for `OpenBadgeCredential`.
   */
  countsWrittenTypes?: boolean
}

/** Does this one credential fit this one query: format, types, claims and their values? */
export function matchesCredentialQuery(
  query: CredentialQuery,
  credential: QueriedCredential,
): boolean {
  if (query.format !== credential.format || !hasClaims(query, credential.document)) return false
  try {
    const result = Dcql.query(parseForLibrary(query), [credentialForLibrary(credential)])
    return result.credential_matches[query.id]?.success === true
  } catch {
    // what the library stumbles over does not match; its messages hold claims and go nowhere
    return false
  }
}

/**
 * Do answers to these queries, taken together, give all that is required?
 * @see https://openid.net/specs/openid-4-verifiable-presentations-1_0.html#section-6.4.2
 */
export function isSatisfiedBy(query: DcqlQuery, answeredIds: ReadonlySet<string>): boolean {
  const { credentials, credential_sets: sets } = query
  if (sets === undefined) return credentials.every(({ id }) => answeredIds.has(id))
  return sets.every(
    ({ required, options }) =>
      !required || options.some((option) => option.every((id) => answeredIds.has(id))),
  )
}

export type AnswerFault =
  /** Something was sent for a query that is not in the request. */
  | 'query_unknown'
  /** A query was named and nothing sent for it. */
  | 'answer_empty'
  /** Several credentials were sent where one was asked for. */
  | 'answer_not_single'
  /** A credential is not of the kind that its query asks for. */
  | 'answer_unfitting'
  /** What was sent does not give all that is required. */
  | 'answer_incomplete'

/** The first fault of some answers (credentials by query id); undefined where they answer the whole query. */
export function findAnswerFault(
  query: DcqlQuery,
  answers: ReadonlyMap<string, readonly QueriedCredential[]>,
): AnswerFault | undefined {
  for (const [id, credentials] of answers) {
    const asked = query.credentials.find((candidate) => candidate.id === id)
    if (asked === undefined) return 'query_unknown'
    if (credentials.length === 0) return 'answer_empty'
    if (credentials.length > 1 && !asked.multiple) return 'answer_not_single'
    if (!credentials.every((credential) => matchesCredentialQuery(asked, credential))) {
      return 'answer_unfitting'
    }
  }
  return isSatisfiedBy(query, new Set(answers.keys())) ? undefined : 'answer_incomplete'
}

function parseForLibrary(query: CredentialQuery): Dcql.Output {
  // the library parses the query again, so ours may pass its input type here
  return Dcql.parse({ credentials: [query] } as unknown as Dcql.Input)
}

function credentialForLibrary(credential: QueriedCredential): DcqlW3cVcCredential {
  const { format, document, isHolderBound, countsWrittenTypes = false } = credential
  const written = countsWrittenTypes ? itemsOf(document.type).filter(isText) : []
  return {
    credential_format: format,
    // a parsed JSON object is the JSON record that the library means
    claims: document as DcqlW3cVcCredential['claims'],
    type: [...expandCredentialTypes(document.type), ...written],
    cryptographic_holder_binding: isHolderBound,
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}
