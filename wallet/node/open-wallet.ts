import type { Did } from '../../shared/did/did.ts'
import type { KeyCurve } from '../../shared/did/public-key.ts'
import type { Receipt } from '../core/accept-offer.ts'
import type { PresentOutcome } from '../core/answer-request.ts'
import type { BadgeFormat, Disclosure, HeldBadge } from '../core/held-badge.ts'
import type { OpenOffer } from '../core/open-offer.ts'
import type { OpenRequest } from '../core/open-request.ts'
import type { BadgeChoice } from '../core/requested-badges.ts'
import type { ImportOutcome } from '../core/transfer.ts'
import type { Holder } from '../core/wallet-ports.ts'

export const holderMethods = ['did:key', 'did:jwk', 'did:web'] as const
export type HolderMethod = (typeof holderMethods)[number]

export type NodeWalletOptions = {
  /** Made if it does not exist; holds the databases and, unless a key is given, `wallet.key`. */
  folder: string
  allowLoopbackHttp: boolean
  /** PEM of one more certificate authority to trust. */
  extraCa?: string
  /** Base64 or hex of 32 bytes; without it the key is in the folder's file that only its owner can read. */
  keyEncryptionKey?: string
  clock?: () => Date
}

export type NewHolder = {
  method: HolderMethod
  curve?: KeyCurve
  name?: string
  /** Where the DID document of a did:web is hosted: the wallet server's public URL. */
  walletServer?: string
  /** The name at the wallet server; random where absent. */
  hostedName?: string
}

/** The headless wallet: wallet/core on a Veramo agent, SQLite and the guarded fetch. */
export type NodeWallet = {
  listHolders(): Promise<Holder[]>
  createHolder(input: NewHolder): Promise<Holder>
  openOffer(uri: string, options?: { format?: BadgeFormat; holder?: Did }): Promise<OpenOffer>
  acceptOffer(offer: OpenOffer, options?: { txCode?: string }): Promise<Receipt>
  listBadges(): Promise<HeldBadge[]>
  /** By id or by an unambiguous beginning of it. Throws AppError not_found. */
  getBadge(id: string): Promise<HeldBadge>
  /** Runs the checks again and keeps the report. */
  checkBadge(id: string): Promise<HeldBadge>
  openRequest(uri: string): Promise<OpenRequest>
  answerRequest(request: OpenRequest, choice: BadgeChoice): Promise<PresentOutcome>
  exportBadge(id: string): Promise<{ text: string; mediaType: string; fileName: string }>
  exportAll(): Promise<string>
  importText(text: string): Promise<ImportOutcome[]>
  listDisclosures(): Promise<Disclosure[]>
  close(): Promise<void>
}

export function openWallet(_options: NodeWalletOptions): Promise<NodeWallet> {
  throw new Error('being written')
}
