import type { Did } from '../did/did.ts'
import type { ResolveDid } from '../did/resolution.ts'
import type { JsonObject } from '../json/json.ts'
import type { TrustReader } from '../trust/trust-reader.ts'
import type { CheckCode } from './check-codes.ts'
import type { CheckName } from './check-names.ts'
import type { KeyLookup, KeyQuery } from './key-query.ts'
import type { Moment } from './moment.ts'
import type { OpenBadge2Port } from './open-badge-2/port.ts'
import type { ExpectedSigner, ProofCandidate, ProofPorts } from './proof-candidate.ts'
import type { CredentialOutcome, CredentialReport } from './report.ts'
import type { StatusListCache } from './status-list-cache.ts'

/** What fetching a status list came to. `refused`: it will not be had like this; `unavailable`: not just now. */
export type StatusListFetch =
  | { outcome: 'fetched'; body: string; fetchedAt: Date }
  | { outcome: 'refused' | 'unavailable'; code: string; detail: string }

export type FetchStatusList = (url: string) => Promise<StatusListFetch>

/** What trusted cities say of awards, and the DID documents that they kept. */
export type TrustPort = TrustReader

/** Log proofs that came with badges, by the badge's Merkle leaf in base64url; as they came. */
export type PresentedLogProofs = ReadonlyMap<string, unknown>

/** Everything that verification asks of the world. */
export type VerificationPorts = ProofPorts & {
  resolveDid: ResolveDid
  fetchStatusList: FetchStatusList
  statusLists: StatusListCache
  clock: () => Date
  /** Without it, what only it can verify is unknown. */
  further?: FurtherVerification
  /** Without it, accreditation and log are unknown where the policy trusts cities, else not applicable. */
  trust?: TrustPort
  /** Without it, Open Badges 2.0 are read and labelled, and nothing of them is checked. */
  openBadges2?: OpenBadge2Port
  /** Resolves once whoever else waits for the thread had it. Without it, a long presentation keeps it to itself. */
  nextTurn?: () => Promise<unknown>
}

export type VerificationPolicy = {
  trustedCities?: readonly Did[]
  /** How far another's clock may be ahead or behind. Default and maximum 60. */
  clockSkewSeconds?: number
  /** Credentials in one presentation. Default and maximum 100. */
  maxCredentials?: number
  /**
   * Badges were asked for by their achievement ids: one counts from who holds that address, or where a city vouches
   * for it, since anyone can copy an id.
   */
  asksForBadgesById?: boolean
  /**
   * Where no city is trusted, ask the one that the issuer's DID document names. Its word is reported and decides
   * nothing: an issuer may name a city that it made up.
   */
  asksNamedCity?: boolean
  /** The person whom the badge should have been awarded to. */
  recipient?: { email?: string; name?: string }
  /**
   * Which of the checks beyond the always required ones (shape, proof, issuer-key, dates, status,
   * holder-binding) decide the verdict. Default: recipient where `recipient` is given; accreditation and log where `trustedCities` is given; accreditation also of another's badge where
   * `asksForBadgesById` is set.
   */
  required?: readonly CheckName[]
  /**
   * Of several proofs none may be malformed, and none by the issuer's keys wrong. Default: any good one suffices.
   * @see https://www.w3.org/TR/vc-data-integrity/#verify-proof-sets-and-chains
   */
  everyProof?: boolean
  /** What the documents' contexts may be beside the pinned ones: `canonicalize` must know the same. */
  contexts?: KnownContexts
  /**
   * Presentations count whoever their credentials are about, and also without any; one that is secured by the
   * presentation alone counts as its holder's own word.
   * @see https://www.w3.org/TR/vc-data-model-2.0/#presentations-including-holder-claims
   */
  showsForAnyone?: boolean
}

export type KnownContexts = { urls: ReadonlySet<string>; takesInline: boolean }

/** What the verifier asked for: its nonce (challenge) and itself as the one audience (domain). */
export type PresentationBinding = { nonce: string; audience: string }

export type SearchPorts = ProofPorts & Pick<VerificationPorts, 'resolveDid' | 'further'>

export type Candidates = readonly [ProofCandidate, ...ProofCandidate[]]

/**
 * What is verified beyond what most badges need: an app in a browser loads it with the first that does. Where it is
 * missing, what needs it is unknown.
 */
export type FurtherVerification = {
  /**
   * A token that names no key by DID URL is given the keys of the issuer's document that may have signed it, a proof
   * that builds on others the duty that they are right.
   */
  prepare(
    candidates: Candidates,
    signer: ExpectedSigner,
    ports: SearchPorts,
    moment: Moment,
  ): Promise<Candidates>
  /** What a status entry of another kind than a bitstring comes to; undefined for a kind that is not read. */
  findStatus(
    entry: JsonObject,
    credential: { document: JsonObject; issuer: string },
    ports: Pick<VerificationPorts, 'fetchStatusList'>,
    moment: Moment,
  ): Promise<CheckCode<'status'> | undefined>
  /** The report on a credential with what it leads to; `verify` makes one of any other, which leads nowhere. */
  complete(
    outcome: CredentialOutcome,
    verify: (other: string | JsonObject) => Promise<CredentialOutcome>,
    ports: Pick<VerificationPorts, 'fetchStatusList'>,
  ): Promise<CredentialReport>
  /** As the search for keys of DIDs, and of issuers that are https URLs, and of further kinds. */
  findKey(
    query: KeyQuery,
    ports: Pick<SearchPorts, 'resolveDid'>,
    moment: Moment,
  ): Promise<KeyLookup>
  /** The same for one check, asking nowhere but where it may, and nowhere twice anew. */
  within(mayAsk: (place: string) => boolean): FurtherVerification
}

/** What asking at one place too many comes to. */
export const beyondReach = {
  outcome: 'unavailable',
  code: 'too_many_places',
  detail: 'What was sent names more places than are asked at once',
} as const
