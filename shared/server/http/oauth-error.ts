import type { AppError } from '../../errors/app-error.ts'

/** Codes that OAuth 2.0, OpenID4VCI 1.0 and OpenID4VP 1.0 define: an AppError with one is told as it is. */
const protocolCodes = new Set<string>([
  'invalid_request',
  'invalid_client',
  'invalid_grant',
  'unauthorized_client',
  'unsupported_grant_type',
  'invalid_scope',
  'invalid_token',
  'insufficient_scope',
  'access_denied',
  'server_error',
  'temporarily_unavailable',
  'unsupported_response_type',
  'invalid_credential_request',
  'unknown_credential_configuration',
  'unknown_credential_identifier',
  'invalid_proof',
  'invalid_nonce',
  'invalid_encryption_parameters',
  'credential_request_denied',
  'unsupported_credential_format',
  'unsupported_credential_type',
  'vp_formats_not_supported',
  'invalid_request_uri_method',
  'invalid_transaction_data',
  'wallet_unavailable',
])

const codeByStatus: Readonly<Record<number, string>> = {
  401: 'invalid_token',
  403: 'access_denied',
  429: 'temporarily_unavailable',
  500: 'server_error',
  502: 'temporarily_unavailable',
  503: 'temporarily_unavailable',
}

export type OAuthError = { error: string; error_description: string }

/**
 * @param malformedAs what a request that is wrong in another way than the protocol names is called
 * @see RFC 6749 section 5.2: a description holds printable ASCII without `"` and `\`
 */
export function oauthError(
  error: AppError | undefined,
  malformedAs = 'invalid_request',
): OAuthError {
  if (error === undefined || error.status === 500) {
    return { error: 'server_error', error_description: 'Something went wrong here' }
  }
  const code = protocolCodes.has(error.code)
    ? error.code
    : (codeByStatus[error.status] ?? malformedAs)
  const description = error.message
    .replace(/\s+/g, ' ')
    .replace(/[^\x20\x21\x23-\x5b\x5d-\x7e]/g, "'")
  return { error: code, error_description: description }
}
