import { CompactEncrypt, importJWK, type JWK } from 'jose'
import { AppError } from '../../shared/errors/app-error.ts'
import type { ClientMetadata } from '../../shared/oid4vc/oid4vp-request.ts'

/** How the asker wants its answer encrypted. */
export type ResponseEncryption = { key: JWK; enc: string }

const contentEncryptions = ['A256GCM', 'A128GCM']
const curves = ['P-256', 'P-384', 'P-521', 'X25519']

/**
 * A key for ECDH-ES among those that the asker published, and the content encryption to use with it.
 * @see OpenID4VP 1.0 section 8.3
 */
export function findEncryption(
  metadata: ClientMetadata | undefined,
): ResponseEncryption | undefined {
  const key = metadata?.jwks?.keys.find(
    ({ alg, crv, use, d }) =>
      alg === 'ECDH-ES' &&
      crv !== undefined &&
      curves.includes(crv) &&
      use !== 'sig' &&
      d === undefined,
  )
  const offered = metadata?.encrypted_response_enc_values_supported ?? ['A128GCM']
  const enc = contentEncryptions.find((name) => offered.includes(name))
  if (key === undefined || enc === undefined) return undefined
  // a JSON object with kty, crv and alg; importJWK checks the members that it needs
  return { key: key as JWK, enc }
}

/**
 * The response as a compact JWE that only the asker opens.
 * @throws AppError authorization_request_malformed where its key is none
 * @see OpenID4VP 1.0 section 8.3
 */
export async function encryptResponse(
  response: object,
  { key, enc }: ResponseEncryption,
): Promise<string> {
  try {
    return await new CompactEncrypt(new TextEncoder().encode(JSON.stringify(response)))
      .setProtectedHeader({ alg: 'ECDH-ES', enc, ...(key.kid !== undefined && { kid: key.kid }) })
      .encrypt(await importJWK(key, 'ECDH-ES'))
  } catch {
    throw new AppError(
      'authorization_request_malformed',
      'The key that the answer should be encrypted to is not a valid key',
    )
  }
}
