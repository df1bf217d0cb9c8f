import type { Did } from '../did/did.ts'
import type { ResolveDid } from '../did/resolution.ts'
import type { KeptDocument } from '../trust/trust-reader.ts'
import type { Moment } from './moment.ts'
import type { VerificationPolicy, VerificationPorts } from './ports.ts'
import { citiesDecide } from './required-checks.ts'

export type IssuerResolver = {
  resolveDid: ResolveDid
  /** The city's copy, if it was the one that answered. */
  copyOf(did: string): KeptDocument | undefined
}

/**
 * Resolves issuers; where an issuer's own domain is dead, to the copy that a trusted city kept of its last
 * document. Whoever makes an issuer unreachable gains nothing by it: the same city's list names the keys that
 * ended. A domain that answers otherwise than with a document may have been sold: then the copy counts only once
 * the city says that the provider has closed.
 */
export function createIssuerResolver(
  policy: VerificationPolicy,
  { resolveDid, trust }: Pick<VerificationPorts, 'resolveDid' | 'trust'>,
  { now }: Moment,
): IssuerResolver {
  const trustedCities = citiesDecide(policy) ? policy.trustedCities : undefined
  if (trust === undefined || trustedCities === undefined) {
    return { copyOf: () => undefined, resolveDid }
  }
  const copies = new Map<string, KeptDocument>()
  return {
    copyOf: (did) => copies.get(did),
    async resolveDid(did: Did, options) {
      const resolution = await resolveDid(did, options)
      const isDead = resolution.outcome === 'unavailable' || resolution.outcome === 'refused'
      if (!isDead) return resolution
      const copy = await trust.findDocument({ issuer: did, trustedCities, at: now })
      const isClosed = copy?.state === 'closed'
      if (copy === undefined || (resolution.outcome === 'refused' && !isClosed)) return resolution
      copies.set(did, copy)
      return { outcome: 'resolved', document: copy.document }
    },
  }
}
