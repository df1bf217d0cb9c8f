import type { Did } from '../../shared/did/did.ts'
import { type CredentialFormat, credentialFormats } from '../../shared/oid4vc/credential-format.ts'
import type { LogProofDocument } from '../../shared/trust/log-proof.ts'
import type { CredentialReport, CredentialSummary } from '../../shared/verify/report.ts'

/** Where a badge came from. */
export type BadgeSource =
  | { kind: 'issuer'; credentialIssuer: string }
  | { kind: 'file' }
  | { kind: 'link'; url: string }

/** `open-badge-2` is kept and checked, and never presented by protocol. */
export const badgeFormats = [...credentialFormats, 'open-badge-2'] as const

export type BadgeFormat = (typeof badgeFormats)[number]

export type NewBadge = {
  /** The signed bytes as they came: JSON text or compact JWT. */
  text: string
  format: BadgeFormat
  /** The DID of this wallet to which the badge was awarded; absent for a badge of somebody else. */
  holder?: Did
  summary: CredentialSummary
  /** What the checks said when the badge came or was last checked: a badge that failed is kept as that. */
  report: CredentialReport
  source: BadgeSource
  /** Where the badge stands in its city's award log; it goes along when the badge is shown. */
  logProof?: LogProofDocument
  /** What the learner wrote about it, for their own eyes. */
  reflection?: string
  /** ISO 8601. */
  receivedAt: string
}

export type HeldBadge = NewBadge & {
  /** The wallet's own name for it: random, and known to nobody else. */
  id: string
}

/** One that can be shown by protocol. */
export type PresentableBadge = HeldBadge & { format: CredentialFormat }

export function isPresentable(badge: HeldBadge): badge is PresentableBadge {
  return badge.format !== 'open-badge-2'
}

/** What was shown, to whom and when: kept for the learner alone. */
export type Disclosure = {
  id: string
  /** ISO 8601. */
  at: string
  asker: { clientId: string; name?: string; domain: string; isProven: boolean }
  purpose?: string
  sentTo: string
  /** Shared by link: whoever had it until then may have looked. */
  link?: { expiresAt: string }
  badges: { id: string; name: string }[]
  /** False where the asker refused the answer or nothing came back: it may have seen the badges. */
  isConfirmed: boolean
}
