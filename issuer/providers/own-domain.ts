import type { DidDocument } from '../../shared/did/did-document.ts'
import { didWebDocumentUrl } from '../../shared/did/did-web.ts'
import { stateOfPublished } from '../../shared/did/published-document.ts'
import type { DidResolution, ResolveDid } from '../../shared/did/resolution.ts'
import type { Reader } from '../../shared/node/database/database.ts'
import { buildIdentityDocument } from '../identity/identities.ts'
import type { DomainState, Provider } from './provider.ts'

/** What a provider with a domain of its own has to publish there, and where. */
export type OwnDomain = { url: string; document: DidDocument }

export type OwnDomainPorts = {
  database: { reader: Reader }
  cityDid: string
  resolveDid: ResolveDid
  config: { allowLoopbackHttp: boolean }
}

/** Nothing where the provider lives below the city's address, which publishes for it. */
export async function findOwnDomain(
  { did }: Provider,
  { database, cityDid, config }: OwnDomainPorts,
): Promise<OwnDomain | undefined> {
  if (did.startsWith(`${cityDid}:`)) return undefined
  const document = await buildIdentityDocument(database.reader, { did, city: cityDid })
  const url = didWebDocumentUrl(did, { allowLoopbackHttp: config.allowLoopbackHttp }).href
  return { url, document }
}

/** What came when the domain itself was asked, as every verifier will. */
export function stateOfDomain({ document }: OwnDomain, resolution: DidResolution): DomainState {
  return stateOfPublished(document, resolution)
}
