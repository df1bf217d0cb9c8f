import type { JsonObject } from '../../credential/json.ts'
import type { CheckCode } from '../check-codes.ts'
import type { Moment } from '../dates-check.ts'
import type { KeyLookup, KeyQuery } from '../key-lookup.ts'
import type { VerificationPorts } from '../ports.ts'
import type { ProofCandidate } from '../proof-candidates.ts'
import type { CredentialReport } from '../report.ts'
import type { CredentialOutcome } from '../verify-credential.ts'
import type { ExpectedSigner, SearchPorts } from '../verify-proof.ts'

export type Candidates = readonly [ProofCandidate, ...ProofCandidate[]]

/**
 * What is verified beyond what every wallet carries: larger than an app in a browser should be, and there for all who
 * run on Node. Where it is missing, what needs it is unknown.
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
}
