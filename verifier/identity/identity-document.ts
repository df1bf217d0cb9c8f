import type { Did } from '../../shared/did/did.ts'
import {
  buildDidDocument,
  type DidDocument,
  maxDocumentKeys,
} from '../../shared/did/did-document.ts'
import { didWebDocumentUrl } from '../../shared/did/did-web.ts'
import { documentKeyOf, type HistoricKey } from '../../shared/node/identity/historic-key.ts'
import type { PublicDocuments } from '../../shared/server/documents/public-documents.ts'

/** Longer than any request waits. */
const asksAfterRetirementMs = 86_400_000

/**
 * What stands at /.well-known/did.json: every key, so that receipts verify whenever they are looked at. One that
 * has retired asks for nothing in the employer's name any more, once the last request that it signed is over.
 * @param keys in their order, the most important first
 */
export function buildIdentityDocument(
  did: Did,
  keys: readonly HistoricKey[],
  now: Date,
): DidDocument {
  return buildDidDocument({
    did,
    keys: keys.slice(0, maxDocumentKeys).map((key) => ({
      ...documentKeyOf(key),
      ...(!mayAsk(key, now) && { relationships: ['assertionMethod'] as const }),
    })),
  })
}

function mayAsk({ retiredAt }: HistoricKey, now: Date): boolean {
  return retiredAt === null || now.getTime() < Date.parse(retiredAt) + asksAfterRetirementMs
}

export function publishIdentity(document: DidDocument, documents: PublicDocuments): void {
  const { pathname } = didWebDocumentUrl(document.id, { allowLoopbackHttp: true })
  documents.set(pathname, {
    body: JSON.stringify(document),
    contentType: 'application/did+json',
    maxAgeSeconds: 300,
  })
}
