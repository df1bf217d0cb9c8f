import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js'
import {
  clientAuthenticationAnonymous,
  Oauth2ClientErrorResponseError,
  setGlobalConfig,
} from '@openid4vc/oauth2'
import { Openid4vciClient, Openid4vciRetrieveCredentialsError } from '@openid4vc/openid4vci'
import { AppError, isAppError } from '../../shared/errors/app-error.ts'
import { createProtocolFetch, type ProtocolFetchPorts } from './protocol-fetch.ts'

const hashes = { 'sha-256': sha256, 'sha-384': sha384, 'sha-512': sha512 }

/** The OpenID4VCI client of @openid4vc, speaking through the wallet's own fetch. It knows drafts 11 to 1.0. */
export function createIssuingClient(
  ports: ProtocolFetchPorts & { random: (byteCount: number) => Uint8Array },
): Openid4vciClient {
  // the library's switch is one for the whole process, so it decides nothing here: parseSecureUrl judges every
  // address before the library meets it
  if (ports.allowLoopbackHttp) setGlobalConfig({ allowInsecureUrls: true })
  return new Openid4vciClient({
    callbacks: {
      fetch: createProtocolFetch(ports),
      hash: (bytes, algorithm) => hashes[algorithm](bytes),
      generateRandom: (byteCount) => ports.random(byteCount),
      clientAuthentication: clientAuthenticationAnonymous(),
      // proofs of possession are signed by proof-of-possession.ts
      signJwt: () => {
        throw new Error('the issuing client signs nothing')
      },
    },
  })
}

export type IssuingStep = 'metadata' | 'token' | 'nonce' | 'credential'

/**
 * What a failure of the library means, in words that repeat nothing of the offer, the tokens or the answer: the
 * library's own messages do, so its errors are not kept as the cause.
 */
export function issuingError(error: unknown, step: IssuingStep): unknown {
  const refusal = appErrorIn(error)
  if (refusal !== undefined) return refusal
  const code = oauthErrorOf(error)
  if (code !== undefined) {
    return new AppError('issuer_refused', `The issuer refused the ${step} request: ${code}`)
  }
  if (!(error instanceof Error)) return error
  if (step === 'metadata') {
    return new AppError(
      'issuer_metadata_refused',
      'What the issuer publishes about itself is missing or malformed, or it names another issuer than the offer does',
    )
  }
  return new AppError(
    'issuer_answer_malformed',
    `The issuer's answer to the ${step} request cannot be read`,
  )
}

/** What an issuer answers to a request for a credential that the library did not send. */
export class CredentialRefusal extends Error {
  override readonly name = 'CredentialRefusal'
  readonly code: string
  readonly nonce: string | undefined

  constructor(code: string, nonce: string | undefined) {
    super('The issuer refused the credential request')
    this.code = code
    this.nonce = nonce
  }
}

/** The OAuth error code of a refusal (`invalid_grant`, …); a code that is not a plain word is not repeated. */
export function oauthErrorOf(error: unknown): string | undefined {
  const code =
    error instanceof Oauth2ClientErrorResponseError
      ? error.errorResponse.error
      : error instanceof Openid4vciRetrieveCredentialsError
        ? error.response.credentialErrorResponseResult?.data?.error
        : error instanceof CredentialRefusal
          ? error.code
          : undefined
  if (code === undefined) return undefined
  return /^[a-z_]{1,60}$/.test(code) ? code : 'an unknown error'
}

/** Drafts before 14 send the next nonce with the refusal of the last one. */
export function freshNonceIn(error: unknown): { nonce?: string } {
  const nonce =
    error instanceof Openid4vciRetrieveCredentialsError
      ? error.response.credentialErrorResponseResult?.data?.c_nonce
      : error instanceof CredentialRefusal
        ? error.nonce
        : undefined
  return nonce === undefined ? {} : { nonce }
}

/** The library wraps what its fetch threw. */
function appErrorIn(error: unknown, depth = 0): AppError | undefined {
  if (isAppError(error)) return error
  if (!(error instanceof Error) || depth > 3) return undefined
  return appErrorIn(error.cause, depth + 1)
}
