import type { Canonicalize } from '../credential/canonicalize.ts'
import type { VerifySignature } from '../credential/signer.ts'
import type { Did } from '../did/did.ts'
import type { ResolveDid } from '../did/resolution.ts'
import type { TrustReader } from '../trust/trust-reader.ts'
import type { CheckName } from './check-names.ts'
import type { FurtherVerification } from './further/further-verification.ts'
import type { OpenBadge2Port } from './open-badge-2/port.ts'
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
export type VerificationPorts = {
  resolveDid: ResolveDid
  fetchStatusList: FetchStatusList
  statusLists: StatusListCache
  canonicalize: Canonicalize
  verifySignature: VerifySignature
  clock: () => Date
  /** Without it, what only it can verify is unknown. */
  further?: FurtherVerification
  /** Without it, accreditation and log are unknown where the policy trusts cities, else not applicable. */
  trust?: TrustPort
  /** Without it, Open Badges 2.0 are read and labelled, and nothing of them is checked. */
  openBadges2?: OpenBadge2Port
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
