import { z } from 'zod'
import { AppError } from '../errors/app-error.ts'
import { type CredentialFormat, credentialFormats } from './credential-format.ts'

/** Which credential a wallet asks for: by configuration or identifier (1.0), or by format and types (draft 13). */
export type CredentialWish =
  | { by: 'configuration'; id: string }
  | { by: 'identifier'; id: string }
  | { by: 'format'; format: CredentialFormat; types?: string[] }

export type CredentialRequest = {
  wish: CredentialWish
  /** The one proof JWT, whichever member it came in. */
  proof: string
  /** Members of the answer that this wallet reads. */
  answerIn: 'credential' | 'credentials' | 'both'
}

const maxProofLength = 16_384

const zProofJwt = z.string().min(1).max(maxProofLength)

const zRequest = z.looseObject({
  credential_configuration_id: z.string().min(1).max(300).optional(),
  credential_identifier: z.string().min(1).max(300).optional(),
  format: z.string().min(1).max(100).optional(),
  credential_definition: z
    .looseObject({ type: z.array(z.string().max(300)).max(20).optional() })
    .optional(),
  types: z.array(z.string().max(300)).max(20).optional(),
  proof: z.looseObject({ proof_type: z.string(), jwt: zProofJwt.optional() }).optional(),
  proofs: z.record(z.string(), z.array(z.unknown()).max(100)).optional(),
  credential_response_encryption: z.unknown().optional(),
})

type RawRequest = z.infer<typeof zRequest>

/**
 * Reads a credential request of OpenID4VCI 1.0 or of its drafts since 13.
 * @throws AppError with an error code of the specification
 * @see OpenID4VCI 1.0 section 8.2; draft 13 section 7.2
 */
export function parseCredentialRequest(body: unknown): CredentialRequest {
  const parsed = zRequest.safeParse(body)
  if (!parsed.success) throw invalidRequest('The body is not a credential request')
  const request = parsed.data
  if (request.credential_response_encryption !== undefined) {
    throw new AppError('invalid_encryption_parameters', 'Encrypted answers are not offered here')
  }
  return { wish: readWish(request), proof: readProof(request), answerIn: answerFor(request) }
}

function readWish(request: RawRequest): CredentialWish {
  const { credential_configuration_id, credential_identifier, format } = request
  const ways = [credential_configuration_id, credential_identifier, format]
  if (ways.filter((way) => way !== undefined).length !== 1) {
    throw invalidRequest(
      'Name the credential in exactly one way: credential_configuration_id, credential_identifier or format',
    )
  }
  if (credential_configuration_id !== undefined) {
    return { by: 'configuration', id: credential_configuration_id }
  }
  if (credential_identifier !== undefined) return { by: 'identifier', id: credential_identifier }
  const known = credentialFormats.find((name) => name === format)
  if (known === undefined) {
    throw new AppError('unsupported_credential_format', 'This credential format is not issued here')
  }
  const types = request.credential_definition?.type ?? request.types
  return { by: 'format', format: known, ...(types && { types }) }
}

function readProof({ proof, proofs }: RawRequest): string {
  if (proof !== undefined && proofs !== undefined) {
    throw invalidRequest('Send proof or proofs, not both')
  }
  if (proof !== undefined) {
    if (proof.proof_type !== 'jwt' || proof.jwt === undefined) throw otherProofType()
    return proof.jwt
  }
  const { jwt, ...otherTypes } = proofs ?? {}
  if (jwt === undefined || Object.keys(otherTypes).length > 0) throw otherProofType()
  const [text, ...others] = jwt
  const single = zProofJwt.safeParse(text)
  if (others.length > 0 || !single.success) {
    throw new AppError('invalid_proof', 'Send exactly one proof: a badge is bound to one key')
  }
  return single.data
}

/**
 * Draft 13 reads `credential`, 1.0 reads `credentials`, and neither minds the other where the request does not
 * tell them apart. Draft 13 asks by format; `proofs` and configuration ids came after it.
 */
function answerFor({ format, proof }: RawRequest): CredentialRequest['answerIn'] {
  if (format !== undefined) return 'credential'
  return proof === undefined ? 'credentials' : 'both'
}

/** A badge as it travels: the JSON of an ldp_vc, the text of a JWT. */
export type IssuedCredential = string | { [member: string]: unknown }

export type CredentialResponse = {
  credential?: IssuedCredential
  credentials?: { credential: IssuedCredential }[]
  /** For wallets of draft 13, which ask for their next credential with it. */
  c_nonce?: string
  c_nonce_expires_in?: number
}

/** @see OpenID4VCI 1.0 section 8.3, and draft 13 section 7.3 */
export function buildCredentialResponse(
  credential: IssuedCredential,
  answerIn: CredentialRequest['answerIn'],
): CredentialResponse {
  return {
    ...(answerIn !== 'credentials' && { credential }),
    ...(answerIn !== 'credential' && { credentials: [{ credential }] }),
  }
}

function otherProofType(): AppError {
  return new AppError('invalid_proof', 'Send a proof of the type jwt')
}

function invalidRequest(message: string): AppError {
  return new AppError('invalid_credential_request', message)
}
