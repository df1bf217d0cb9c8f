import { type Did, isDid } from '../did/did.ts'
import type { ResolveDid } from '../did/resolution.ts'
import { cityService } from './city-service.ts'

/**
 * The city that a provider's own DID document names as the one that vouches for it. Anybody may name any city: only
 * that city's list says whether it does.
 */
export async function findNamedCity(
  provider: Did,
  resolveDid: ResolveDid,
): Promise<Did | undefined> {
  const resolution = await resolveDid(provider)
  if (resolution.outcome !== 'resolved') return undefined
  const service = resolution.document.service?.find(({ type }) => type === cityService)
  const city = service?.serviceEndpoint
  return typeof city === 'string' && isDid(city) ? city : undefined
}
