import type { Did } from '../../shared/did/did.ts'
import { AppError, isAppError } from '../../shared/errors/app-error.ts'
import type { CredentialReport } from '../../shared/verify/report.ts'
import { type CheckedBadge, checkBadge } from './check-badge.ts'
import {
  type CredentialCall,
  requestCredential,
  type WantedCredential,
} from './credential-answer.ts'
import { txCodeIn } from './credential-offer.ts'
import type { HeldBadge, NewBadge } from './held-badge.ts'
import { credentialIdentifiersIn } from './identified-credential.ts'
import type { CredentialConfiguration } from './issuer-metadata.ts'
import { issuingError, oauthErrorOf } from './issuing-client.ts'
import { completeLogProofs } from './log-proofs.ts'
import type { OfferSecret, OfferToken, OpenOffer } from './open-offer.ts'
import { createProtocolFetch } from './protocol-fetch.ts'
import type { Holder, WalletPorts } from './wallet-ports.ts'

export type ReceiveOutcome =
  /** Every required check passed. */
  | { outcome: 'kept'; badge: HeldBadge; isNew: boolean; issuerIsOfferer: boolean }
  /** Kept, and shown as what it is: a check failed or could not be made. */
  | { outcome: 'kept-with-doubt'; badge: HeldBadge; isNew: boolean; issuerIsOfferer: boolean }
  /** Not a badge at all, or the issuer would not give it: nothing was stored. */
  | { outcome: 'refused'; configurationId: string; code: string; report?: CredentialReport }

export type AcceptOptions = {
  txCode?: string
  /** Told before the badge is asked for: from here on the offer's code is used up. */
  onRedeemed?: (token: OfferToken, holder: Did) => Promise<void>
}

export type Receipt = { holder: Holder; isHolderNew: boolean; outcomes: ReceiveOutcome[] }

/**
 * Takes what was offered: calling it is the learner's consent. Everything that comes is checked before any of it is
 * stored, and all is stored or nothing. After a wrong code the same offer can be tried again.
 * @throws AppError tx_code_required | offer_not_redeemable | issuer_refused | issuer_answer_malformed | fetch_failed
 */
export async function acceptOffer(
  offer: OpenOffer,
  options: AcceptOptions,
  ports: WalletPorts,
): Promise<Receipt> {
  const { secret, preview } = offer
  secret.token ??= await redeem(secret, options.txCode)
  const holder = preview.holder ?? (await ports.agent.createDefaultHolder())
  await options.onRedeemed?.(secret.token, holder.did)
  const signer = await ports.agent.signerOf(holder.did)
  const fetch = createProtocolFetch(ports)
  const fetched = await fetchAll(secret, { signer, fetch, clock: ports.clock })
  const holders = [...(await ports.agent.listHolders()), holder].map(({ did }) => did)
  const checked = await Promise.all(
    fetched.map(async (item) => {
      if ('code' in item) return { ...item, isReadable: false as const }
      const source = { kind: 'issuer', credentialIssuer: preview.issuer.id } as const
      const { text, isBound } = item
      const input = { text, source, holders, ...(isBound && { holder: holder.did }) }
      return { ...(await checkBadge(input, ports)), configurationId: item.configurationId }
    }),
  )
  const outcomes = await keep(checked, preview.issuer.did, ports)
  return {
    holder,
    isHolderNew: preview.holder === undefined,
    outcomes: await withLogProofs(outcomes, ports),
  }
}

async function redeem(
  { client, offer, metadata }: OfferSecret,
  txCode: string | undefined,
): Promise<OfferToken> {
  if (txCodeIn(offer) !== undefined && !txCode) {
    throw new AppError(
      'tx_code_required',
      'This badge is protected by a code that was sent to you another way: give it with the offer',
    )
  }
  try {
    const { accessTokenResponse } = await client.retrievePreAuthorizedCodeAccessTokenFromOffer({
      credentialOffer: offer,
      issuerMetadata: metadata,
      ...(txCode && { txCode }),
    })
    const { access_token: accessToken, c_nonce: nonce } = accessTokenResponse
    const identifiers = credentialIdentifiersIn(accessTokenResponse.authorization_details)
    return { accessToken, identifiers, ...(nonce && { nonce }) }
  } catch (error) {
    if (oauthErrorOf(error) !== 'invalid_grant') throw issuingError(error, 'token')
    throw new AppError(
      'offer_not_redeemable',
      'The issuer does not redeem this offer: it was used already, it has expired, or the code is wrong. Check the code, or ask for a new link',
    )
  }
}

type FetchedBadge =
  | { configurationId: string; text: string; isBound: boolean }
  | { configurationId: string; code: string }

/** One failure of several does not lose the others; a failure of all of them is thrown. */
async function fetchAll(
  secret: OfferSecret,
  signing: Pick<CredentialCall, 'signer' | 'fetch' | 'clock'>,
): Promise<FetchedBadge[]> {
  const { client, metadata, token, planned } = secret
  if (token === undefined) throw new Error('the offer was not redeemed')
  const fetched: FetchedBadge[] = []
  const failures: unknown[] = []
  const all = planned.flatMap(({ configuration }) => wantedOf(configuration, token))
  for (const wanted of all) {
    const { id: configurationId, proofAlgorithms } = wanted.configuration
    const isBound = proofAlgorithms !== undefined
    try {
      const texts = await requestCredential({ client, metadata, ...token, ...signing }, wanted)
      fetched.push(...texts.map((text) => ({ configurationId, text, isBound })))
    } catch (error) {
      if (!isAppError(error)) throw error
      failures.push(error)
      fetched.push({ configurationId, code: error.code })
    }
  }
  if (failures.length === all.length) throw failures[0]
  return fetched
}

/** Once for each name that the issuer has for it; without any, by the configuration itself. */
function wantedOf(
  configuration: CredentialConfiguration,
  { identifiers }: OfferToken,
): WantedCredential[] {
  const names = Object.hasOwn(identifiers, configuration.id) ? identifiers[configuration.id] : []
  if (names === undefined || names.length === 0) return [{ configuration }]
  return names.map((identifier) => ({ configuration, identifier }))
}

type Checked = CheckedBadge & { configurationId: string }

async function keep(
  checked: readonly Checked[],
  offerer: Did | undefined,
  ports: Pick<WalletPorts, 'store'>,
): Promise<ReceiveOutcome[]> {
  const badges = checked.flatMap((item) => (item.isReadable ? [item.badge] : []))
  const kept = new Map<NewBadge, { id: string; isNew: boolean }>()
  for (const [index, result] of (await ports.store.keepBadges(badges)).entries()) {
    const badge = badges[index]
    if (badge !== undefined) kept.set(badge, result)
  }
  return checked.map((item) => outcomeOf(item, kept, offerer))
}

/** Badges are safe in the store by now: whether the log can be asked changes nothing for them. */
function withLogProofs(
  outcomes: readonly ReceiveOutcome[],
  ports: WalletPorts,
): Promise<ReceiveOutcome[]> {
  return Promise.all(
    outcomes.map(async (outcome) => {
      if (outcome.outcome === 'refused') return outcome
      const [badge = outcome.badge] = await completeLogProofs([outcome.badge], ports)
      return { ...outcome, badge }
    }),
  )
}

function outcomeOf(
  item: Checked,
  kept: ReadonlyMap<NewBadge, { id: string; isNew: boolean }>,
  offerer: Did | undefined,
): ReceiveOutcome {
  if (!item.isReadable) {
    const { configurationId, code, report } = item
    return { outcome: 'refused', configurationId, code, ...(report && { report }) }
  }
  const { badge } = item
  const result = kept.get(badge)
  if (result === undefined) throw new Error('the store answered for fewer badges than it was given')
  return {
    outcome: badge.report.verdict === 'valid' ? 'kept' : 'kept-with-doubt',
    badge: { ...badge, id: result.id },
    isNew: result.isNew,
    issuerIsOfferer: badge.summary.issuer.id === offerer,
  }
}
