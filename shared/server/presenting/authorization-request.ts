import { cryptosuites } from '../../credential/cryptosuites/cryptosuites.ts'
import { furtherAlgorithms } from '../../credential/jws.ts'
import type { Did } from '../../did/did.ts'
import type { DcqlQuery } from '../../oid4vc/dcql-query.ts'
import type { ClientIdPrefix } from '../../oid4vc/oid4vp-client-id.ts'
import { encryptionMetadata, type ResponseKey } from '../../oid4vc/oid4vp-encryption.ts'
import type {
  AuthorizationRequest,
  ClientMetadata,
  ResponseMode,
} from '../../oid4vc/oid4vp-request.ts'
import { unknownWallet } from '../../oid4vc/oid4vp-request-object.ts'
import type { RequestLink } from '../../oid4vc/oid4vp-request-uri.ts'

/** Who asks and where. */
export type Asker = { did: Did; publicUrl: string; name: string }

/** A request for badges, as wallets come to know it. */
export type WalletRequest = {
  /** Names the request object and where the answer goes. */
  exchangeId: string
  clientIdPrefix: ClientIdPrefix
  responseMode: ResponseMode
  nonce: string
  state: string
  query: DcqlQuery
  purpose?: string
  /** How long what is shown is kept, in words. */
  retention: string
  /** Only for encrypted answers. */
  responseKey?: Pick<ResponseKey, 'publicJwk'>
  expiresAt: Date
}

/**
 * What Waymark verifies, of badges and of presentations: a wallet shows no badge that was signed in a way which is not
 * said here. The last two are the names that drafts had for presentations: some wallets of 1.0 choose by them how they
 * sign, so they name the ways that every wallet has.
 * @see OpenID4VP appendix B
 */
const vpFormats = {
  ldp_vc: {
    proof_type_values: ['DataIntegrityProof', 'Ed25519Signature2020'],
    cryptosuite_values: Object.keys(cryptosuites),
  },
  jwt_vc_json: { alg_values: [...furtherAlgorithms] },
  ldp_vp: {
    proof_type_values: ['DataIntegrityProof'],
    cryptosuite_values: ['eddsa-rdfc-2022'],
  },
  jwt_vp_json: { alg_values: ['EdDSA', 'ES256'] },
}

function objectUrlOf(request: Pick<WalletRequest, 'exchangeId'>, { publicUrl }: Asker): string {
  return `${publicUrl}/requests/${request.exchangeId}/object`
}

function responseUrlOf(request: Pick<WalletRequest, 'exchangeId'>, { publicUrl }: Asker): string {
  return `${publicUrl}/requests/${request.exchangeId}/response`
}

/** The full client id: also the one audience for which presentations are made. */
export function clientIdOf(
  request: Pick<WalletRequest, 'exchangeId' | 'clientIdPrefix'>,
  asker: Asker,
): string {
  return request.clientIdPrefix === 'redirect_uri'
    ? `redirect_uri:${responseUrlOf(request, asker)}`
    : `decentralized_identifier:${asker.did}`
}

/** The parameters that a wallet answers to; a signed object adds who it is for and until when. */
function authorizationRequestOf(request: WalletRequest, asker: Asker): AuthorizationRequest {
  return {
    response_type: 'vp_token',
    response_mode: request.responseMode,
    client_id: clientIdOf(request, asker),
    response_uri: responseUrlOf(request, asker),
    nonce: request.nonce,
    state: request.state,
    dcql_query: request.query,
    client_metadata: clientMetadataOf(request, asker),
  }
}

export function requestObjectOf(
  request: WalletRequest,
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
export function requestLinkOf(request: WalletRequest, asker: Asker): RequestLink {
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
  { purpose, retention, responseKey }: WalletRequest,
  { name }: Asker,
): ClientMetadata {
  return {
    client_name: name,
    ...(purpose !== undefined && { purpose }),
    retention,
    vp_formats_supported: vpFormats,
    ...(responseKey && encryptionMetadata(responseKey.publicJwk)),
  }
}
