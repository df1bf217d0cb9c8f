import type { DidDocument } from '../../shared/did/did-document.ts'
import type { Badge } from '../badges/badge.ts'
import { publishedDidDocument } from '../identity/identities.ts'
import { buildAuthorizationServerMetadata, buildIssuerMetadata } from '../oid4vci/metadata.ts'
import type { PublishedDocument } from '../publishing/published-document-store.ts'
import type { Provider } from './provider.ts'

const metadataMaxAgeSeconds = 60

/**
 * Everything public of a provider that is the same for everyone. OpenID4VCI 1.0 and RFC 8414 put well-known paths
 * between host and path, draft 13 and OpenID Connect after the path: each document stands in both places.
 */
export function providerDocuments(input: {
  publicUrl: string
  provider: Provider
  didDocument: DidDocument
  badges: readonly Badge[]
}): PublishedDocument[] {
  const { publicUrl, provider, didDocument, badges } = input
  const path = `/providers/${provider.slug}`
  const server = buildAuthorizationServerMetadata({ publicUrl, slug: provider.slug })
  return [
    publishedDidDocument(`${path}/did.json`, didDocument),
    ...metadataDocuments(
      path,
      'openid-credential-issuer',
      buildIssuerMetadata({ publicUrl, provider, badges }),
    ),
    ...metadataDocuments(path, 'oauth-authorization-server', server),
    ...metadataDocuments(path, 'openid-configuration', server),
  ]
}

function metadataDocuments(path: string, name: string, metadata: object): PublishedDocument[] {
  const document = {
    body: JSON.stringify(metadata),
    contentType: 'application/json',
    maxAgeSeconds: metadataMaxAgeSeconds,
  }
  return [`/.well-known/${name}${path}`, `${path}/.well-known/${name}`].map((place) => ({
    path: place,
    ...document,
  }))
}
