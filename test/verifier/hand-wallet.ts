import { CompactEncrypt, compactVerify, importJWK, type JWK } from 'jose'
import type { JsonObject } from '../../shared/json/json.ts'
import type { Actor, PresentOptions } from '../shared/verify/world.ts'
import { present } from '../shared/verify/world.ts'
import type { TestVerifier } from './verifier-bench.ts'

/** A request as a wallet has it after reading, without any of the code under test. */
export type ReadRequest = {
  client_id: string
  response_mode: string
  response_uri: string
  nonce: string
  state: string
  dcql_query: { credentials: { id: string; format: string }[] }
  client_metadata: { jwks?: { keys: JWK[] }; [member: string]: unknown }
  [member: string]: unknown
}

/** Public addresses say localhost, where only 127.0.0.1 listens. */
export function reachable(url: string): string {
  return url.replace('//localhost:', '//127.0.0.1:')
}

/** Reads `openid4vp://?…`, fetches the object by POST with a nonce, and verifies it with the did.json of its host. */
export async function readRequest(
  requestUri: string,
  verifier: TestVerifier,
): Promise<ReadRequest> {
  const parameters = new URL(requestUri).searchParams
  const address = parameters.get('request_uri')
  if (address === null) {
    const values = [...parameters].map(([name, value]) => [
      name,
      value.startsWith('{') ? JSON.parse(value) : value,
    ])
    return Object.fromEntries(values)
  }
  const response = await fetch(reachable(address), {
    method: 'POST',
    body: new URLSearchParams({ wallet_nonce: 'wallet-nonce-1' }),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(text)
  const document: { verificationMethod: { id: string; publicKeyJwk?: JWK }[] } = await (
    await fetch(`${verifier.url}/.well-known/did.json`)
  ).json()
  const { payload } = await compactVerify(text, async ({ kid }) => {
    const method = document.verificationMethod.find(({ id }) => id === kid)
    return importJWK(method?.publicKeyJwk ?? {}, 'ES256')
  })
  return JSON.parse(new TextDecoder().decode(payload))
}

/** One presentation of one credential, bound to the request. */
export function answerTo(
  request: ReadRequest,
  credential: unknown,
  holder: Actor,
  options: PresentOptions = {},
): Promise<JsonObject | string> {
  const { nonce, client_id: audience } = request
  return present([credential], holder, { nonce, audience, ...options })
}

export async function post(
  request: ReadRequest,
  fields: Readonly<Record<string, string>>,
): Promise<Response> {
  return fetch(reachable(request.response_uri), {
    method: 'POST',
    body: new URLSearchParams(fields),
  })
}

/** Posts a vp_token the way the request wants it. */
export async function sendToken(request: ReadRequest, vpToken: unknown): Promise<Response> {
  const { state } = request
  if (request.response_mode === 'direct_post') {
    return post(request, { vp_token: JSON.stringify(vpToken), state })
  }
  return post(request, { response: await encrypt(request, { vp_token: vpToken, state }) })
}

export async function encrypt(
  request: ReadRequest,
  members: object,
  options: { enc?: string; jwk?: JWK; kid?: string } = {},
): Promise<string> {
  const jwk = options.jwk ?? request.client_metadata.jwks?.keys[0]
  if (jwk === undefined) throw new Error('the request names no key')
  const header = {
    alg: 'ECDH-ES',
    enc: options.enc ?? 'A128GCM',
    kid: options.kid ?? String(jwk.kid),
  }
  return new CompactEncrypt(new TextEncoder().encode(JSON.stringify(members)))
    .setProtectedHeader(header)
    .encrypt(await importJWK(jwk, 'ECDH-ES'))
}
