import type { Did } from '../../shared/did/did.ts'
import { absoluteId, findVerificationKey, methodsOf } from '../../shared/did/did-document.ts'
import { jwkThumbprint, publicKeyToJwk } from '../../shared/did/public-key.ts'
import type { ResolveDid } from '../../shared/did/resolution.ts'

/**
 * RFC 7638 thumbprints of the keys by which a city signs, or signed and did not lose; undefined where its document
 * cannot be had.
 */
export async function readCityKeys(
  city: Did,
  { resolveDid }: { resolveDid: ResolveDid },
): Promise<string[] | undefined> {
  const resolution = await resolveDid(city)
  if (resolution.outcome !== 'resolved') return undefined
  const { document } = resolution
  const thumbprints = methodsOf(document).flatMap(({ id }) => {
    const query = { id: absoluteId(id, city), relationship: 'assertionMethod' } as const
    const key = findVerificationKey(document, query)
    if (key === undefined || key.revoked !== undefined) return []
    return [jwkThumbprint(publicKeyToJwk(key.publicKey))]
  })
  return [...new Set(thumbprints)]
}
