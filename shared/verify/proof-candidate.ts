import type { Canonicalize } from '../credential/canonicalize.ts'
import type { JwsHeader } from '../credential/jws.ts'
import type { ProofPurpose } from '../credential/proof.ts'
import type { VerifySignature } from '../credential/signer.ts'
import type { VerifyingKey } from '../did/public-key.ts'
import type { JsonObject } from '../json/json.ts'
import type { CheckCode } from './check-codes.ts'

/** Strings of date-time in a Data Integrity proof, seconds since 1970 in a token. Nobody has read them yet. */
export type ProofTimes = { created?: unknown; expires?: unknown; notBefore?: unknown }

export type ProofPorts = { canonicalize: Canonicalize; verifySignature: VerifySignature }

/** One signature that may prove the document, with all that it says of itself before any cryptography. */
export type ProofCandidate = {
  /** DID URL of the key that should have made it; empty where a token names none so. */
  keyId: string
  /** A proof that builds on others of its document: they must be right, too. */
  chained?: { proof: JsonObject; document: JsonObject }
  /** Of a token that names no key: what it says of it instead. */
  header?: JwsHeader
  /** `eddsa-rdfc-2022`, `Ed25519Signature2020`, `vc+jwt`, `vp+jwt`, or `vc-jwt-1.1` for version 1.1 as a token */
  securedWith: string
  times: ProofTimes
  /** The challenge or nonce, and the domains or audiences, as signed. */
  nonce: unknown
  audiences: unknown[]
  verify(key: VerifyingKey, ports: ProofPorts): Promise<CheckCode<'proof'>> | CheckCode<'proof'>
}

/** Who must have signed, and what for. A holder may be known by the proof alone. */
export type ExpectedSigner = {
  controller: (candidate: ProofCandidate) => string
  purpose: ProofPurpose
}
