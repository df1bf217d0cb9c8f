import { randomBytes } from 'node:crypto'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Database, Transaction } from '../../shared/node/database/database.ts'
import type { TokenRequest, TokenResponse } from '../../shared/oid4vc/oid4vci-token.ts'
import { type AwardRow, findAward, updateAward } from '../awards/award-store.ts'
import { type ClaimSecrets, hashSecret } from './claim-secrets.ts'
import { addAccessToken, findCode, type OfferCodeRow, updateCode } from './claim-store.ts'
import { type Nonces, nonceLifeSeconds } from './nonces.ts'
import { wrongTriesPerCode, wrongTriesPerOffer } from './offers.ts'

const tokenLifeSeconds = 600

export type RedeemPorts = {
  database: Database
  secrets: ClaimSecrets
  nonces: Nonces
  clock: () => Date
}

type Outcome = 'redeemed' | 'dead' | 'wrong' | 'tx_code_missing' | 'tx_code_unexpected'

/**
 * Exchanges a pre-authorized code for an access token, once. A wrong transaction code is counted and does not
 * burn the code; the fifth does.
 * @throws AppError invalid_grant, invalid_request
 * @see OpenID4VCI 1.0 section 6.3
 */
export async function redeemCode(
  input: { provider: string; request: TokenRequest },
  ports: RedeemPorts,
): Promise<TokenResponse> {
  const token = randomBytes(32).toString('base64url')
  const tokenHash = hashSecret(token)
  const outcome = await ports.database.transact((tx) => redeem(tx, { ...input, tokenHash }, ports))
  if (outcome !== 'redeemed') throw refusals[outcome]()
  return {
    access_token: token,
    token_type: 'Bearer',
    expires_in: tokenLifeSeconds,
    c_nonce: ports.nonces.create(input.provider),
    c_nonce_expires_in: nonceLifeSeconds,
  }
}

/** Refusals are values here: what was counted must be committed. */
async function redeem(
  tx: Transaction,
  input: { provider: string; request: TokenRequest; tokenHash: string },
  ports: RedeemPorts,
): Promise<Outcome> {
  const { provider, request, tokenHash } = input
  const now = ports.clock()
  const codeHash = hashSecret(request.preAuthorizedCode)
  const code = await findCode(tx, { provider, codeHash })
  const award = code && (await findAward(tx, { provider, id: code.awardId }))
  if (code === undefined || award === undefined || isDead(code, award, now)) return 'dead'
  if (!award.needsTxCode && request.txCode !== undefined) return 'tx_code_unexpected'
  if (award.needsTxCode && request.txCode === undefined) return 'tx_code_missing'
  if (request.txCode !== undefined && !ports.secrets.isTxCodeOf(award, request.txCode)) {
    await updateCode(tx, code, { wrongTxCodes: code.wrongTxCodes + 1 })
    await updateAward(tx, award, { wrongTxCodes: award.wrongTxCodes + 1 })
    return 'wrong'
  }
  await updateCode(tx, code, { usedAt: now.toISOString() })
  const expiresAt = new Date(now.getTime() + tokenLifeSeconds * 1_000).toISOString()
  await addAccessToken(tx, { provider, tokenHash, awardId: award.id, expiresAt })
  return 'redeemed'
}

function isDead(code: OfferCodeRow, award: AwardRow, now: Date): boolean {
  return (
    code.usedAt !== null ||
    code.expiresAt <= now.toISOString() ||
    code.wrongTxCodes >= wrongTriesPerCode ||
    award.wrongTxCodes >= wrongTriesPerOffer ||
    award.status === 'revoked' ||
    award.claimedAt !== null
  )
}

const refusals: Record<Exclude<Outcome, 'redeemed'>, () => AppError> = {
  dead: () =>
    new AppError('invalid_grant', 'The code is unknown, used or too old. Open the link again'),
  wrong: () => new AppError('invalid_grant', 'The transaction code is wrong'),
  tx_code_missing: () => new AppError('invalid_request', 'A tx_code is needed'),
  tx_code_unexpected: () => new AppError('invalid_request', 'A tx_code is not expected'),
}
