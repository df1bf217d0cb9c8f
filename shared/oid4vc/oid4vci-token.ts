import { z } from 'zod'
import { AppError } from '../errors/app-error.ts'
import { preAuthorizedCodeGrant } from './oid4vci-credential-offer.ts'

/** What a wallet sends to the token endpoint, as far as Waymark reads it. */
export type TokenRequest = { preAuthorizedCode: string; txCode?: string }

const zTokenForm = z.looseObject({ grant_type: z.string().min(1).max(200) })

const zPreAuthorizedForm = z.looseObject({
  'pre-authorized_code': z.string().min(1).max(4_096),
  tx_code: z.string().min(1).max(64).optional(),
})

/**
 * Reads the form of a token request. Members that Waymark does not know (`client_id`, …) are ignored, as RFC 6749
 * section 3.2 asks.
 * @throws AppError invalid_request, unsupported_grant_type
 * @see OpenID4VCI 1.0 section 6.1
 */
export function parseTokenRequest(form: unknown): TokenRequest {
  const grant = zTokenForm.safeParse(form)
  if (!grant.success) throw invalidRequest('Send a form with grant_type')
  if (grant.data.grant_type !== preAuthorizedCodeGrant) {
    throw new AppError('unsupported_grant_type', 'Only pre-authorized codes are redeemed here')
  }
  const parsed = zPreAuthorizedForm.safeParse(form)
  if (!parsed.success)
    throw invalidRequest('pre-authorized_code or tx_code is missing or malformed')
  const { 'pre-authorized_code': preAuthorizedCode, tx_code: txCode } = parsed.data
  return { preAuthorizedCode, ...(txCode !== undefined && { txCode }) }
}

/** `c_nonce` is there for wallets of draft 13; those of 1.0 ask the nonce endpoint. */
export type TokenResponse = {
  access_token: string
  token_type: 'Bearer'
  expires_in: number
  c_nonce: string
  c_nonce_expires_in: number
}

function invalidRequest(message: string): AppError {
  return new AppError('invalid_request', message)
}
