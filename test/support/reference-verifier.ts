import { type CallbackContext, setGlobalConfig } from '@openid4vc/oauth2'
import { Openid4vpVerifier } from '@openid4vc/openid4vp'
import { compactDecrypt, exportJWK, generateKeyPair } from 'jose'
import { createDidResolver } from '../../shared/agent/did-resolver.ts'
import { didWebFromUrl } from '../../shared/did/did-web.ts'
import type { JsonObject } from '../../shared/json/json.ts'
import { createGuardedFetch } from '../../shared/node/guarded-fetch.ts'
import { serveLoopback } from './loopback-server.ts'
import {
  type Answer,
  createParty,
  libraryCallbacks,
  type Party,
  type ReceivedRequest,
  readRequest,
  send,
} from './reference-party.ts'

export type ReferenceVerifierOptions = {
  clock: () => Date
  prefix?: 'decentralized_identifier' | 'redirect_uri'
  responseMode?: 'direct_post' | 'direct_post.jwt'
  requestUriMethod?: 'get' | 'post'
  /** Where its DID document is, as in `/people/eve`; without it, it is the host itself that asks. */
  path?: string
  query: JsonObject
  clientMetadata?: JsonObject
  /** Tampers with what an honest verifier would ask. */
  payload?: (payload: JsonObject) => JsonObject
  requestObject?: (jwt: string, party: Party) => string | Promise<string>
  answer?: Answer
  tls?: { key: string; cert: string }
}

export type ReceivedAnswer = {
  presentations: Record<string, unknown[]>
  isEncrypted: boolean
}

export type ReferenceVerifier = {
  clientId: string
  nonce: string
  responseUri: string
  party: Party
  requestUri: string
  received: ReceivedAnswer[]
  requests: ReceivedRequest[]
}

type RequestPayload = Extract<
  Parameters<
    Openid4vpVerifier['createOpenId4vpAuthorizationRequest']
  >[0]['authorizationRequestPayload'],
  { client_id: string; response_type: 'vp_token'; nonce: string }
>

const nonce = 'a-nonce-of-the-verifier-0123456789'
const state = 'a-state-of-the-verifier'

/**
 * A verifier whose protocol is @openid4vc/openid4vp's, not ours. It only takes answers in; what they prove is for the
 * test to find out.
 */
export async function startReferenceVerifier(
  options: ReferenceVerifierOptions,
): Promise<ReferenceVerifier> {
  setGlobalConfig({ allowInsecureUrls: true })
  const requests: ReceivedRequest[] = []
  let answer = async (_request: ReceivedRequest): Promise<Answer> => ({ status: 404, body: {} })
  const { origin } = await serveLoopback((request, response) => {
    readRequest(request)
      .then((received) => {
        requests.push(received)
        return answer(received)
      })
      .then(
        (result) => send(response, result),
        () => send(response, { status: 400, body: { error: 'invalid_request' } }),
      )
  }, options.tls)
  const verifier = await createVerifier(origin, options)
  answer = verifier.answer
  return { ...verifier, requests }
}

async function createVerifier(origin: string, options: ReferenceVerifierOptions) {
  const { clock, prefix = 'decentralized_identifier', responseMode = 'direct_post' } = options
  const party = createParty(didWebFromUrl(`${origin}${options.path ?? ''}`))
  const { resolveDid } = createDidResolver({
    fetch: createGuardedFetch({ allowLoopbackHttp: true }),
    clock,
    allowLoopbackHttp: true,
  })
  const keys = await generateKeyPair('ECDH-ES', { crv: 'P-256', extractable: true })
  const encryptionJwk = {
    ...(await exportJWK(keys.publicKey)),
    kty: 'EC',
    kid: 'enc-1',
    alg: 'ECDH-ES',
    use: 'enc',
  }
  const callbacks: CallbackContext = {
    ...libraryCallbacks(party, resolveDid),
    decryptJwe: async (jwe) => {
      const { plaintext } = await compactDecrypt(jwe, keys.privateKey)
      const payload = new TextDecoder().decode(plaintext)
      return { decrypted: true, decryptionJwk: encryptionJwk, payload }
    },
    encryptJwe: () => Promise.reject(new Error('this verifier encrypts nothing')),
  }
  const library = new Openid4vpVerifier({ callbacks })

  const responseUri = `${origin}/response`
  const clientId =
    prefix === 'redirect_uri'
      ? `redirect_uri:${responseUri}`
      : `decentralized_identifier:${party.did}`
  const isEncrypted = responseMode === 'direct_post.jwt'
  const payload = {
    response_type: 'vp_token',
    response_mode: responseMode,
    client_id: clientId,
    response_uri: responseUri,
    nonce,
    state,
    dcql_query: options.query,
    client_metadata: {
      client_name: 'Harbour Lights Café',
      purpose: 'To staff the summer fair',
      retention: 'Six months',
      vp_formats_supported: {
        ldp_vc: { cryptosuite_values: ['eddsa-rdfc-2022'] },
        jwt_vc_json: { alg_values: ['EdDSA', 'ES256'] },
      },
      ...(isEncrypted && {
        jwks: { keys: [encryptionJwk] },
        encrypted_response_enc_values_supported: ['A128GCM', 'A256GCM'],
      }),
      ...options.clientMetadata,
    },
  }
  // what a test tampers with is still an object, and the library checks what is in it
  const authorizationRequestPayload = (options.payload?.(payload) ??
    payload) as unknown as RequestPayload

  async function signedRequest(walletNonce: string | null): Promise<string> {
    const created = await library.createOpenId4vpAuthorizationRequest({
      authorizationRequestPayload,
      jar: {
        jwtSigner: { method: 'did', didUrl: party.signer.keyId, alg: 'EdDSA' },
        requestUri: `${origin}/request`,
        expiresInSeconds: 300,
        // these two win over the library's own, which are of the machine's clock
        additionalJwtPayload: {
          iat: Math.floor(clock().getTime() / 1000),
          exp: Math.floor(clock().getTime() / 1000) + 300,
          aud: 'https://self-issued.me/v2',
          ...(walletNonce !== null && { wallet_nonce: walletNonce }),
        },
      },
    })
    const jwt = created.jar?.authorizationRequestJwt ?? ''
    return options.requestObject?.(jwt, party) ?? jwt
  }

  const received: ReceivedAnswer[] = []
  async function take(request: ReceivedRequest): Promise<Answer> {
    const parsed = await library.parseOpenid4vpAuthorizationResponse({
      authorizationRequestPayload,
      authorizationResponse: Object.fromEntries(new URLSearchParams(request.body)),
      callbacks,
    })
    if (parsed.type !== 'dcql') return { status: 400, body: { error: 'invalid_request' } }
    received.push({
      presentations: parsed.dcql.presentations,
      isEncrypted: parsed.jarm !== undefined,
    })
    return options.answer ?? { body: { redirect_uri: `${origin}/done#response_code=abc` } }
  }

  const requestObject = async (request: ReceivedRequest): Promise<Answer> => ({
    type: 'application/oauth-authz-req+jwt',
    body: await signedRequest(new URLSearchParams(request.body).get('wallet_nonce')),
  })
  const routes: Record<string, (request: ReceivedRequest) => Answer | Promise<Answer>> = {
    [`GET ${options.path ?? '/.well-known'}/did.json`]: () => ({ body: party.document }),
    'GET /request': requestObject,
    'POST /request': requestObject,
    'POST /response': take,
  }
  const byReference = new URLSearchParams({
    client_id: clientId,
    request_uri: `${origin}/request`,
    ...(options.requestUriMethod && { request_uri_method: options.requestUriMethod }),
  })
  return {
    clientId,
    nonce,
    responseUri,
    party,
    requestUri:
      prefix === 'redirect_uri'
        ? await unsignedUri(library, authorizationRequestPayload)
        : `openid4vp://?${byReference}`,
    received,
    answer: async (request: ReceivedRequest) =>
      routes[`${request.method} ${request.path}`]?.(request) ?? { status: 404, body: {} },
  }
}

async function unsignedUri(
  library: Openid4vpVerifier,
  authorizationRequestPayload: RequestPayload,
): Promise<string> {
  const { authorizationRequest } = await library.createOpenId4vpAuthorizationRequest({
    authorizationRequestPayload,
  })
  return authorizationRequest
}
