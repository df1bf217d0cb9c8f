import type { WalletRequest } from '../../shared/server/presenting/authorization-request.ts'
import { type PresentationRequest, queryOf } from './presentation-request.ts'

/** What wallets are told of a request. */
export function walletRequestOf(request: PresentationRequest): WalletRequest {
  return { ...request, query: queryOf(request), retention: `${request.retentionDays} days` }
}
