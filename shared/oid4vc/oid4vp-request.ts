import { z } from 'zod'
import { AppError } from '../errors/app-error.ts'
import { zDcqlQuery } from './dcql-query.ts'

export const responseModes = ['direct_post', 'direct_post.jwt'] as const
export type ResponseMode = (typeof responseModes)[number]

const zText = z.string().min(1).max(4096)
const zNames = z.array(z.string().max(256)).min(1).max(100)

/** @see https://openid.net/specs/openid-4-verifiable-presentations-1_0.html#appendix-B */
const zVpFormats = z.looseObject({
  ldp_vc: z
    .looseObject({
      proof_type_values: zNames.exactOptional(),
      cryptosuite_values: zNames.exactOptional(),
    })
    .exactOptional(),
  jwt_vc_json: z.looseObject({ alg_values: zNames.exactOptional() }).exactOptional(),
})

/** Key to which a response is encrypted. It never verifies the request. */
const zEncryptionJwk = z.looseObject({
  kty: z.string().max(20),
  crv: z.string().max(20).exactOptional(),
  alg: z.string().max(50).exactOptional(),
  use: z.string().max(20).exactOptional(),
  kid: z.string().max(256).exactOptional(),
})

/** `purpose` and `retention` are Waymark's own: what the badges are for, and how long they are kept, in words. */
const zClientMetadata = z.looseObject({
  client_name: z.string().max(200).exactOptional(),
  purpose: z.string().max(500).exactOptional(),
  retention: z.string().max(500).exactOptional(),
  vp_formats_supported: zVpFormats.exactOptional(),
  jwks: z.looseObject({ keys: z.array(zEncryptionJwk).max(20) }).exactOptional(),
  encrypted_response_enc_values_supported: zNames.exactOptional(),
})

/** Parameters of other protocols, of drafts, or that would change what the answer means: each is refused. */
const refusedParameters = [
  'redirect_uri',
  'scope',
  'presentation_definition',
  'presentation_definition_uri',
  'client_id_scheme',
  'client_metadata_uri',
  'transaction_data',
] as const

/**
 * An authorization request of OpenID4VP 1.0, whether it came as a signed object or as parameters.
 * @see https://openid.net/specs/openid-4-verifiable-presentations-1_0.html#section-5
 */
const zAuthorizationRequest = z.looseObject({
  response_type: z.literal('vp_token'),
  response_mode: z.enum(responseModes),
  client_id: zText,
  response_uri: z.url().max(2048),
  nonce: zText,
  state: zText.exactOptional(),
  dcql_query: zDcqlQuery,
  client_metadata: zClientMetadata.exactOptional(),
  wallet_nonce: zText.exactOptional(),
  aud: z.union([zText, z.array(zText).max(10)]).exactOptional(),
  iat: z.int().exactOptional(),
  exp: z.int().exactOptional(),
})

export type AuthorizationRequest = z.infer<typeof zAuthorizationRequest>
export type ClientMetadata = z.infer<typeof zClientMetadata>

/**
 * Reads a request's parameters, as JSON values.
 * @throws AppError authorization_request_malformed | authorization_request_unsupported
 */
export function parseAuthorizationRequest(value: unknown): AuthorizationRequest {
  refuseParameters(value)
  const parsed = zAuthorizationRequest.safeParse(value)
  if (parsed.success) return parsed.data
  const path = parsed.error.issues[0]?.path.join('.') || 'the request'
  throw new AppError(
    'authorization_request_malformed',
    `The request is not one of OpenID4VP 1.0: ${path} is missing or not as it must be`,
    { cause: parsed.error },
  )
}

function refuseParameters(value: unknown): void {
  if (typeof value !== 'object' || value === null) return
  const refused = refusedParameters.find((name) => Object.hasOwn(value, name))
  if (refused === undefined) return
  throw new AppError(
    'authorization_request_unsupported',
    `The request uses ${refused}, which is not taken here; ask with dcql_query and response_uri alone`,
  )
}
