import { preAuthorizedCodeGrant } from '../../shared/oid4vc/oid4vci-credential-offer.ts'
import { badgeDocument, type FakeWorld } from '../wallet/fake-ports.ts'

export const issuer = 'https://issuer.example/quay'
const metadataUrl = 'https://issuer.example/.well-known/openid-credential-issuer/quay'
const serverUrl = 'https://issuer.example/.well-known/oauth-authorization-server/quay'

export const honestOffer = {
  credential_issuer: issuer,
  credential_configuration_ids: ['first-aid'],
  grants: { [preAuthorizedCodeGrant]: { 'pre-authorized_code': 'a-secret-code' } },
}

export const honestConfiguration = {
  format: 'ldp_vc',
  credential_definition: {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
  },
  cryptographic_binding_methods_supported: ['did:key'],
  proof_types_supported: { jwt: { proof_signing_alg_values_supported: ['EdDSA'] } },
  credential_metadata: { display: [{ name: 'First aid', locale: 'en' }] },
}

export const honestMetadata = {
  credential_issuer: issuer,
  credential_endpoint: `${issuer}/credential`,
  nonce_endpoint: `${issuer}/nonce`,
  display: [{ name: 'Quay Youth Club', locale: 'en' }],
  credential_configurations_supported: { 'first-aid': honestConfiguration },
}

export const honestServer = { issuer, token_endpoint: `${issuer}/token` }

export function serveIssuer(
  world: FakeWorld,
  change: { metadata?: unknown; server?: unknown } = {},
): FakeWorld {
  world.answers.set(`GET ${metadataUrl}`, { body: change.metadata ?? honestMetadata })
  world.answers.set(`GET ${serverUrl}`, { body: change.server ?? honestServer })
  world.answers.set(`POST ${issuer}/token`, {
    body: { access_token: 'a-secret-token', token_type: 'Bearer' },
  })
  world.answers.set(`POST ${issuer}/nonce`, { body: { c_nonce: 'a-nonce' } })
  world.answers.set(`POST ${issuer}/credential`, {
    body: { credentials: [{ credential: badgeDocument() }] },
  })
  return world
}

export function link(offer: unknown): string {
  return `openid-credential-offer://?credential_offer=${encodeURIComponent(JSON.stringify(offer))}`
}
