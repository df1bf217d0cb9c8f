/** Every code an AppError can carry, and the HTTP status that answers it. Codes are stable: clients act on them. */
export const errorStatuses = {
  // shape of input
  request_malformed: 400,
  body_too_large: 413,
  unsupported_media_type: 415,
  encoding_malformed: 400,
  did_malformed: 400,
  did_method_unsupported: 400,
  did_document_malformed: 400,
  key_malformed: 400,
  credential_malformed: 400,
  presentation_malformed: 400,
  proof_malformed: 400,
  status_list_malformed: 400,
  status_index_out_of_range: 400,
  offer_malformed: 400,
  authorization_request_malformed: 400,
  // finding and doing
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  idempotency_key_reused: 422,
  cursor_malformed: 400,
  unauthenticated: 401,
  forbidden: 403,
  rate_limited: 429,
  // what a wallet meets when it receives and presents
  offer_unsupported: 400,
  offer_not_redeemable: 400,
  tx_code_required: 400,
  issuer_metadata_refused: 502,
  issuer_refused: 502,
  issuer_answer_malformed: 502,
  holder_unsuitable: 409,
  authorization_request_untrusted: 400,
  authorization_request_unsupported: 400,
  badge_missing: 409,
  verifier_refused: 502,
  wallet_file_malformed: 400,
  // outgoing requests
  address_forbidden: 400,
  fetch_failed: 502,
  fetch_redirected: 502,
  fetch_too_large: 502,
  // this installation
  config_invalid: 500,
  agent_config_invalid: 500,
  key_encryption_key_missing: 500,
  key_unreadable: 500,
  database_unavailable: 503,
} as const satisfies Record<string, number>

export type ErrorCode = keyof typeof errorStatuses
