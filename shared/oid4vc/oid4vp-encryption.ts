import {
  calculateJwkThumbprint,
  compactDecrypt,
  decodeProtectedHeader,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
} from 'jose'
import { AppError } from '../errors/app-error.ts'
import { isJsonObject, type JsonObject, parseJsonStrict } from '../json/json.ts'

const keyAgreement = 'ECDH-ES'
const encryptions = ['A128GCM', 'A256GCM'] as const

/** The two halves of a key that one request's answer is encrypted to. */
export type ResponseKey = { publicJwk: JsonObject; privateJwk: JsonObject }

/** For the answer to one request: P-256 for ECDH-ES, called by its RFC 7638 thumbprint. */
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

/** One message for every failure: what went wrong inside helps only who tries keys. */
function refused(cause?: unknown): AppError {
  return new AppError(
    'authorization_response_malformed',
    'The response does not open: encrypt it to the key in the request, with ECDH-ES and A128GCM or A256GCM',
    { cause },
  )
}
