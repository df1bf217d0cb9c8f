import type { Reader } from '../../shared/node/database/database.ts'
import type { Publisher } from '../publishing/publisher.ts'
import { trustServices } from '../trust/publish-trust-list.ts'
import { buildIdentityDocument, publishedDidDocument } from './identities.ts'

/** Publishes the city's own DID document, which says where its trust list and its award log are. */
export async function publishCity(ports: {
  publicUrl: string
  cityDid: string
  reader: Reader
  publisher: Publisher
}): Promise<void> {
  const { publicUrl, cityDid: did, reader, publisher } = ports
  const service = trustServices(publicUrl, did)
  const document = await buildIdentityDocument(reader, { did, city: did, service })
  await publisher.publish([publishedDidDocument('/.well-known/did.json', document)])
}
