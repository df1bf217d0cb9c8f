import {
  CompactEncrypt,
  calculateJwkThumbprint,
  compactDecrypt,
  decodeProtectedHeader,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
} from 'jose'
import { isJsonObject, type JsonObject, parseJsonStrict } from '../credential/json.ts'
import { AppError } from '../errors/app-error.ts'
import type { ClientMetadata } from './oid4vp-request.ts'
import type { AuthorizationResponse } from './oid4vp-response.ts'

const keyAgreement = 'ECDH-ES'
const encryptions = ['A128GCM', 'A256GCM'] as const

/** The two halves of a key that one request's answer is encrypted to. */
export type ResponseKey = { publicJwk: JsonObject; privateJwk: JsonObject }

export async function createResponseKey(): Promise<ResponseKey> {
  const pair = await generateKeyPair(keyAgreement, { crv: 'P-256', extractable: true })
  const privateJwk = await exportJWK(pair.privateKey)
  const { d: _, ...publicPart } = privateJwk
  const kid = await calculateJwkThumbprint(publicPart)
  const common = { use: 'enc', alg: keyAgreement, kid }
  return { publicJwk: { ...publicPart, ...common }, privateJwk: { ...privateJwk, ...common } }
}

/** What a verifier's metadata says when it wants its answer encrypted. */
export function encryptionMetadata(publicJwk: JsonObject) {
  return {
    // a JWK made by createResponseKey has the members that the metadata's schema asks for
    jwks: { keys: [publicJwk as { kty: string; [member: string]: unknown }] },
    encrypted_response_enc_values_supported: [...encryptions],
  }
}

/**
 * Encrypts a response to the first key of the verifier's metadata that can be used; the result is the form
 * field `response`.
 * @see https://openid.net/specs/openid-4-verifiable-presentations-1_0.html#section-8.3
 * @throws AppError authorization_request_unsupported
 */
export async function encryptResponse(
  response: AuthorizationResponse,
  metadata: ClientMetadata | undefined,
): Promise<string> {
  const jwk = metadata?.jwks?.keys.find(isUsableKey)
  const offered = metadata?.encrypted_response_enc_values_supported ?? ['A128GCM']
  const enc = encryptions.findLast((name) => offered.includes(name))
  if (jwk === undefined || enc === undefined) {
    throw new AppError(
      'authorization_request_unsupported',
      'The request asks for an encrypted answer and names no key or cipher that can be used here',
    )
  }
  const { d: _, ...publicJwk } = jwk
  // isUsableKey has looked at the members that matter; the library checks the rest
  const key = await importJWK(publicJwk as JWK, keyAgreement)
  return new CompactEncrypt(new TextEncoder().encode(JSON.stringify(membersOf(response))))
    .setProtectedHeader({ alg: keyAgreement, enc, ...(jwk.kid !== undefined && { kid: jwk.kid }) })
    .encrypt(key)
}

/**
 * Opens an encrypted response with the key of the request it answers, and no other.
 * @returns the members of the response
 * @throws AppError authorization_response_malformed
 */
export async function decryptResponse(text: string, privateJwk: JsonObject): Promise<JsonObject> {
  try {
    const { kid, zip } = decodeProtectedHeader(text)
    if (kid !== privateJwk.kid || zip !== undefined) throw new TypeError('another key or form')
    // made by createResponseKey, so it is a JWK
    const key = await importJWK(privateJwk as JWK, keyAgreement)
    const { plaintext } = await compactDecrypt(text, key, {
      keyManagementAlgorithms: [keyAgreement],
      contentEncryptionAlgorithms: [...encryptions],
    })
    const members = parseJsonStrict(new TextDecoder('utf-8', { fatal: true }).decode(plaintext), {
      maxBytes: plaintext.length,
      maxDepth: 40,
    })
    if (isJsonObject(members)) return members
  } catch (cause) {
    throw refused(cause)
  }
  throw refused()
}

function isUsableKey({
  kty,
  crv,
  alg,
  use,
}: {
  kty: string
  crv?: string
  alg?: string
  use?: string
}) {
  return kty === 'EC' && crv === 'P-256' && alg === keyAgreement && (use ?? 'enc') === 'enc'
}

function membersOf(response: AuthorizationResponse): JsonObject {
  const { state } = response
  const content =
    response.kind === 'presented' ? { vp_token: response.vpToken } : { error: response.error }
  return { ...content, ...(state !== undefined && { state }) }
}

/** One message for every failure: what went wrong inside helps only who tries keys. */
function refused(cause?: unknown): AppError {
  return new AppError(
    'authorization_response_malformed',
    'The response does not open: encrypt it to the key in the request, with ECDH-ES and A128GCM or A256GCM',
    { cause },
  )
}
