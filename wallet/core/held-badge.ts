import type { Did } from '../../shared/did/did.ts'
import type { CredentialFormat } from '../../shared/oid4vc/credential-format.ts'
import type { LogProofDocument } from '../../shared/trust/log-proof.ts'
import type { CredentialReport, CredentialSummary } from '../../shared/verify/report.ts'

/** Where a badge came from. */
export type BadgeSource = { kind: 'issuer'; credentialIssuer: string } | { kind: 'file' }

export type NewBadge = {
  /** The signed bytes as they came: JSON text or compact JWT. */
  text: string
  format: CredentialFormat
  /** The DID of this wallet to which the badge was awarded; absent for a badge of somebody else. */
  holder?: Did
  summary: CredentialSummary
  /** What the checks said when the badge came or was last checked: a badge that failed is kept as that. */
  report: CredentialReport
  source: BadgeSource
  /** Where the badge stands in its city's award log; it goes along when the badge is shown. */
  logProof?: LogProofDocument
  /** ISO 8601. */
  receivedAt: string
}

export type HeldBadge = NewBadge & {
  /** The wallet's own name for it: random, and known to nobody else. */
  id: string
}

/** What was shown, to whom and when: kept for the learner alone. */
export type Disclosure = {
  id: string
  /** ISO 8601. */
  at: string
  asker: { clientId: string; name?: string; domain: string; isProven: boolean }
  purpose?: string
  sentTo: string
  badges: { id: string; name: string }[]
  /** False where the asker refused the answer or nothing came back: it may have seen the badges. */
  isConfirmed: boolean
}
