import type { Did } from '../../shared/did/did.ts'
import { encryptionMetadata } from '../../shared/oid4vc/oid4vp-encryption.ts'
import type { AuthorizationRequest, ClientMetadata } from '../../shared/oid4vc/oid4vp-request.ts'
import { unknownWallet } from '../../shared/oid4vc/oid4vp-request-object.ts'
import type { RequestLink } from '../../shared/oid4vc/oid4vp-request-uri.ts'
import { type PresentationRequest, queryOf } from './presentation-request.ts'

/** Who asks and where: the same for every request of this verifier. */
export type Asker = { did: Did; publicUrl: string; employerName: string }

const dataIntegrity = {
  proof_type_values: ['DataIntegrityProof'],
  cryptosuite_values: ['eddsa-rdfc-2022'],
}
const jose = { alg_values: ['EdDSA', 'ES256'] }

/**
 * What Waymark verifies, of badges and of presentations. The last two are the names that drafts had for
 * presentations: some wallets of 1.0 choose by them how they sign.
 * @see OpenID4VP appendix B
 */
const vpFormats = {
  ldp_vc: dataIntegrity,
  jwt_vc_json: jose,
  ldp_vp: dataIntegrity,
  jwt_vp_json: jose,
}

export function objectUrlOf(request: PresentationRequest, { publicUrl }: Asker): string {
  return `${publicUrl}/requests/${request.exchangeId}/object`
}

export function responseUrlOf(request: PresentationRequest, { publicUrl }: Asker): string {
  return `${publicUrl}/requests/${request.exchangeId}/response`
}

/** The full client id: also the one audience for which presentations are made. */
export function clientIdOf(request: PresentationRequest, asker: Asker): string {
  return request.clientIdPrefix === 'redirect_uri'
    ? `redirect_uri:${responseUrlOf(request, asker)}`
    : `decentralized_identifier:${asker.did}`
}

/** The parameters that a wallet answers to; a signed object adds who it is for and until when. */
export function authorizationRequestOf(
  request: PresentationRequest,
  asker: Asker,
): AuthorizationRequest {
  return {
    response_type: 'vp_token',
    response_mode: request.responseMode,
    client_id: clientIdOf(request, asker),
    response_uri: responseUrlOf(request, asker),
    nonce: request.nonce,
    state: request.state,
    dcql_query: queryOf(request),
    client_metadata: clientMetadataOf(request, asker),
  }
}

export function requestObjectOf(
  request: PresentationRequest,
  asker: Asker,
  options: { issuedAt: Date; walletNonce?: string },
): AuthorizationRequest {
  return {
    ...authorizationRequestOf(request, asker),
    aud: unknownWallet,
    iat: Math.floor(options.issuedAt.getTime() / 1000),
    exp: Math.floor(request.expiresAt.getTime() / 1000),
    ...(options.walletNonce !== undefined && { wallet_nonce: options.walletNonce }),
  }
}

/** A did:web signs its request and so refers to it; a `redirect_uri:` client cannot sign and says all in the link. */
export function requestLinkOf(request: PresentationRequest, asker: Asker): RequestLink {
  return request.clientIdPrefix === 'redirect_uri'
    ? { kind: 'by-value', request: authorizationRequestOf(request, asker) }
    : {
        kind: 'by-reference',
        clientId: clientIdOf(request, asker),
        requestUri: objectUrlOf(request, asker),
        method: 'post',
      }
}

function clientMetadataOf(
  { purpose, retentionDays, responseKey }: PresentationRequest,
  { employerName }: Asker,
): ClientMetadata {
  return {
    client_name: employerName,
    ...(purpose !== undefined && { purpose }),
    retention: `${retentionDays} days`,
    vp_formats_supported: vpFormats,
    ...(responseKey && encryptionMetadata(responseKey.publicJwk)),
  }
}
