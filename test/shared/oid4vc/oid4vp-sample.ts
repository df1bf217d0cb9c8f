import { buildBadgeQuery } from '../../../shared/oid4vc/dcql-badges.ts'
import type { AuthorizationRequest } from '../../../shared/oid4vc/oid4vp-request.ts'

/** What an employer asks, signed by its did:web. */
export const sampleRequest: AuthorizationRequest = {
  response_type: 'vp_token',
  response_mode: 'direct_post',
  client_id: 'decentralized_identifier:did:web:hire.example',
  response_uri: 'https://hire.example/requests/x/response',
  nonce: 'n-0S6_WzA2Mj',
  state: 'af0ifjsldkj',
  dcql_query: buildBadgeQuery([['https://city.example/badges/first-aid/v/1']]),
  client_metadata: { client_name: 'Harbour Bakery' },
}
