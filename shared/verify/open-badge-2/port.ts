import type { JsonObject } from '../../json/json.ts'

/**
 * What came of asking for a part of an Open Badge 2.0. `refused`: there is nothing usable; `unavailable`: it could not
 * be found out.
 */
export type PartFetch =
  | { outcome: 'fetched'; document: JsonObject }
  | { outcome: 'gone' }
  | { outcome: 'refused' }
  | { outcome: 'unavailable' }

/** What RFC 7518 calls them; RS256 is what Open Badges 2.0 recommends. */
export const pemAlgorithms = ['RS256', 'RS384', 'RS512', 'ES256', 'EdDSA'] as const
export type PemAlgorithm = (typeof pemAlgorithms)[number]

export type PemSignature = {
  algorithm: PemAlgorithm
  publicKeyPem: string
  message: Uint8Array
  signature: Uint8Array
}

/** Everything that the checks of an Open Badge 2.0 ask of the world beside a clock. */
export type OpenBadge2Port = {
  fetchPart(url: string): Promise<PartFetch>
  /** `refused`: the key is none, of another kind than the algorithm, or too weak. */
  verifyPem(input: PemSignature): PemOutcome | Promise<PemOutcome>
}

export type PemOutcome = 'right' | 'wrong' | 'refused'
