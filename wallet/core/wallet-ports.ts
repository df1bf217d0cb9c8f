import type { OpenBadge2 } from '../../shared/credential/open-badge-2.ts'
import type { Signer, VerifySignature } from '../../shared/credential/signer.ts'
import type { Did } from '../../shared/did/did.ts'
import type { KeyCurve } from '../../shared/did/public-key.ts'
import type { ResolveDid } from '../../shared/did/resolution.ts'
import type { JsonObject } from '../../shared/json/json.ts'
import type { CredentialFormat } from '../../shared/oid4vc/credential-format.ts'
import type { LogProofDocument } from '../../shared/trust/log-proof.ts'
import type { CredentialReport } from '../../shared/verify/report.ts'
import type { Verification } from '../../shared/verify/verification-port.ts'
import type { Cv } from './cv/cv.ts'
import type { Share } from './cv/share.ts'
import type { Disclosure, HeldBadge, NewBadge } from './held-badge.ts'
import type { BadgeRow } from './record/badge-row.ts'

/** One of the learner's own identities: a DID whose key this wallet holds. */
export type Holder = {
  did: Did
  curve: KeyCurve
  name?: string
  isDefault: boolean
  /** ISO 8601. */
  createdAt: string
}

/** What the wallet asks of its agent, which alone touches private keys. */
export type WalletAgent = {
  /** The default holder comes first. */
  listHolders(): Promise<Holder[]>
  /** A did:key on Ed25519, for a wallet that has no holder yet. */
  createDefaultHolder(): Promise<Holder>
  /** Signs as the holder; `keyId` names the key in the holder's DID document. */
  signerOf(holder: Did): Promise<Signer>
  /** One presentation of one credential, in the credential's own format. */
  createPresentation(input: {
    holder: Did
    credential: string
    format: CredentialFormat
    nonce: string
    audience: string
  }): Promise<string | JsonObject>
}

export type WalletStore = {
  /**
   * Keeps all or none. A badge that is here already stays as it is, but for a log proof that it did not have, and
   * its own id is returned. A badge that comes back from a backup brings its id, which is taken unless another has it.
   */
  keepBadges(
    badges: readonly (NewBadge & { id?: string })[],
  ): Promise<{ id: string; isNew: boolean }[]>
  /** Newest first. */
  listBadges(): Promise<HeldBadge[]>
  /** As listBadges, without the texts: what a list shows. */
  listRows(): Promise<BadgeRow[]>
  findBadge(id: string): Promise<HeldBadge | undefined>
  /** @param summary where the check found out more than was known when the badge came */
  updateReport(
    id: string,
    report: HeldBadge['report'],
    summary?: HeldBadge['summary'],
  ): Promise<void>
  keepLogProof(id: string, proof: LogProofDocument): Promise<void>
  /** Gone for good, with its reflection. What was shown to whom stays. */
  removeBadge(id: string): Promise<void>
  /** An empty text takes the reflection away. */
  keepReflection(id: string, text: string): Promise<void>
  /** Unless the badge has one already, which its owner may have written just now. */
  addReflection(id: string, text: string): Promise<void>
  addDisclosure(disclosure: Disclosure): Promise<void>
  /** Newest first. */
  listDisclosures(): Promise<Disclosure[]>
  removeDisclosure(id: string): Promise<void>
  /** The one last changed comes first. */
  listCvs(): Promise<Cv[]>
  /** Takes the place of the one with the same id. */
  keepCv(cv: Cv): Promise<void>
  /** Alone: what `change` makes of the one that is kept, which another tab may have changed; none where it is gone. */
  changeCv(id: string, change: (kept: Cv | undefined) => Cv): Promise<Cv>
  removeCv(id: string): Promise<void>
  /** Newest first. */
  listShares(): Promise<Share[]>
  /** Takes the place of the one with the same id. */
  keepShare(share: Share): Promise<void>
  removeShare(id: string): Promise<void>
}

/** Follows no redirects and bounds what it reads; on Node, the guarded fetch. */
export type WalletFetch = (
  url: string | URL,
  init?: RequestInit & { maxBytes?: number; timeoutMs?: number },
) => Promise<Response>

export type WalletPorts = {
  agent: WalletAgent
  store: WalletStore
  verification: Pick<Verification, 'verifyCredential'>
  /**
   * Without it, badges of this older kind are read and labelled, and nothing of them is checked. Undefined where they
   * cannot be checked just now.
   */
  verifyOpenBadge2?: (badge: OpenBadge2) => Promise<CredentialReport | undefined>
  resolveDid: ResolveDid
  verifySignature: VerifySignature
  fetch: WalletFetch
  clock: () => Date
  random: (byteCount: number) => Uint8Array
  /** Also talk http to loopback hosts: demonstration and tests only. */
  allowLoopbackHttp: boolean
  /** Address of the server that hosts the did:web documents of learners, where one is known. */
  walletServer?: string
}
