import type { Did } from '../../shared/did/did.ts'
import type { CredentialReport } from '../../shared/verify/report.ts'
import type { BadgeFormat, HeldBadge } from './held-badge.ts'
import type { Holder, WalletPorts } from './wallet-ports.ts'

export type OfferedBadge = {
  configurationId: string
  name: string
  description?: string
  format: BadgeFormat
}

/** What a learner is shown before a badge is taken. Names are the issuer's own words, made safe to show. */
export type OfferPreview = {
  protocol: 'openid4vci-1.0' | 'openid4vci-draft-13'
  issuer: { id: string; domain: string; name?: string; did: Did | undefined }
  badges: OfferedBadge[]
  /** Offered, and not to be had by this wallet: why. */
  unavailable: { configurationId: string; reason: 'format' | 'holder' }[]
  /** A code sent another way that must be given to take the badge. */
  txCode?: { inputMode: 'numeric' | 'text'; length?: number; description?: string }
  /** Whose badge it will be. Absent: the wallet has no identity yet and makes a did:key first. */
  holder?: Holder
}

/** An offer that was read and checked, and not yet taken. `secret` never leaves the wallet's memory. */
export type OpenOffer = { preview: OfferPreview; secret: object }

export type ReceiveOutcome =
  /** Every required check passed. */
  | { outcome: 'kept'; badge: HeldBadge; isNew: boolean; issuerIsOfferer: boolean }
  /** Kept, and shown as what it is: a check failed or could not be made. */
  | { outcome: 'kept-with-doubt'; badge: HeldBadge; isNew: boolean; issuerIsOfferer: boolean }
  /** Not a badge at all, or not one that was offered: nothing was stored. */
  | { outcome: 'refused'; configurationId: string; code: string; report?: CredentialReport }

export type Receipt = { holder: Holder; isHolderNew: boolean; outcomes: ReceiveOutcome[] }

/** Reads and checks an offer; takes nothing. Throws AppError offer_malformed | offer_unsupported | … */
export function openOffer(
  _text: string,
  _options: { format?: BadgeFormat; holder?: Did },
  _ports: WalletPorts,
): Promise<OpenOffer> {
  throw new Error('being written')
}

/** Takes what was offered: the learner's consent. A wrong code leaves the offer open for another try. */
export function acceptOffer(
  _offer: OpenOffer,
  _options: { txCode?: string },
  _ports: WalletPorts,
): Promise<Receipt> {
  throw new Error('being written')
}
