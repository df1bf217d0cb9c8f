import { AppError } from '../../shared/errors/app-error.ts'
import { createNonce } from '../../shared/oid4vc/nonce.ts'
import { type ClientId, parseClientId } from '../../shared/oid4vc/oid4vp-client-id.ts'
import type { AuthorizationRequest } from '../../shared/oid4vc/oid4vp-request.ts'
import {
  requestObjectMediaType,
  verifyRequestObject,
} from '../../shared/oid4vc/oid4vp-request-object.ts'
import { type RequestLink, readRequestUri } from '../../shared/oid4vc/oid4vp-request-uri.ts'
import { type Asker, askerOf, refuseOwnNeighbour } from './asker.ts'
import { createProtocolFetch } from './protocol-fetch.ts'
import { parseSecureUrl } from './secure-url.ts'
import { requestRefusalOf } from './server-refusal.ts'
import type { WalletPorts } from './wallet-ports.ts'

type RequestPorts = Pick<
  WalletPorts,
  | 'fetch'
  | 'allowLoopbackHttp'
  | 'resolveDid'
  | 'verifySignature'
  | 'clock'
  | 'random'
  | 'agent'
  | 'walletServer'
>

/** A request, and who is known to ask. */
export type VerifiedRequest = {
  request: AuthorizationRequest
  asker: Asker
  responseUri: URL
}

/** What this wallet can do, for verifiers that shape their request to it. @see OpenID4VP 1.0 section 10.1 */
const walletMetadata = {
  vp_formats_supported: {
    ldp_vc: { proof_type_values: ['DataIntegrityProof'], cryptosuite_values: ['eddsa-rdfc-2022'] },
    jwt_vc_json: { alg_values: ['EdDSA', 'ES256'] },
  },
  client_id_prefixes_supported: ['decentralized_identifier', 'redirect_uri'],
  response_types_supported: ['vp_token'],
  response_modes_supported: ['direct_post', 'direct_post.jwt'],
  request_object_signing_alg_values_supported: ['EdDSA', 'ES256'],
}

/**
 * Reads a request in any form that reaches a learner and finds out who asks. Signed, it must be signed by the DID that
 * the link names; unsigned, the asker is no more than the address that gets the answer.
 * @throws AppError authorization_request_malformed | authorization_request_untrusted | authorization_request_unsupported |
 * not_found | request_answered | request_expired | rate_limited | address_forbidden | fetch_failed
 */
export async function fetchRequest(text: string, ports: RequestPorts): Promise<VerifiedRequest> {
  const link = readRequestUri(text)
  const client = parseClientId(link.kind === 'by-value' ? link.request.client_id : link.clientId)
  await refuseOwnNeighbour(client, ports)
  const request = link.kind === 'by-value' ? link.request : await fetchObject(link, ports)
  if (link.kind === 'by-value') requireOwnAddress(client, request)
  const responseUri = parseSecureUrl(request.response_uri, ports)
  return { request, asker: askerOf(client, responseUri), responseUri }
}

async function fetchObject(
  link: Extract<RequestLink, { kind: 'by-reference' }>,
  ports: RequestPorts,
): Promise<AuthorizationRequest> {
  if (parseClientId(link.clientId).prefix !== 'decentralized_identifier') {
    throw new AppError(
      'authorization_request_unsupported',
      'The link leads to a request that nobody signed; such a request must stand in the link itself',
    )
  }
  const walletNonce = link.method === 'post' ? createNonce(ports.random) : undefined
  const response = await createProtocolFetch(ports)(link.requestUri, fetchInit(walletNonce))
  const refusal = requestRefusalOf(response)
  if (refusal !== undefined) throw refusal
  if (response.status === 404) {
    throw new AppError('not_found', 'The request is no longer there: ask for a new one')
  }
  if (!response.ok) {
    throw new AppError(
      'fetch_failed',
      `The request could not be fetched: status ${response.status}`,
    )
  }
  return verifyRequestObject(
    await response.text(),
    { clientId: link.clientId, ...(walletNonce !== undefined && { walletNonce }) },
    ports,
  )
}

/** @see OpenID4VP 1.0 section 5.10 */
function fetchInit(walletNonce: string | undefined): RequestInit {
  const headers = { Accept: requestObjectMediaType }
  if (walletNonce === undefined) return { headers }
  return {
    method: 'POST',
    headers: { ...headers, 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      wallet_nonce: walletNonce,
      wallet_metadata: JSON.stringify(walletMetadata),
    }).toString(),
  }
}

/** @see OpenID4VP 1.0 section 5.9.3: with redirect_uri, the client id is where the answer goes. */
function requireOwnAddress(client: ClientId, request: AuthorizationRequest): void {
  if (client.prefix !== 'redirect_uri') {
    throw new AppError(
      'authorization_request_untrusted',
      'The request says who asks, and is not signed to prove it',
    )
  }
  if (client.uri !== request.response_uri) {
    throw new AppError(
      'authorization_request_untrusted',
      'The request would send the answer to another address than that of the asker',
    )
  }
}
