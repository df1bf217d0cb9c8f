import type { Did } from '../did/did.ts'
import type { JsonObject } from '../json/json.ts'
import type { AlignedLayer } from '../skills/badge-standard.ts'
import type { HowShown } from '../skills/how-shown.ts'
import type { Skill } from '../skills/skill-alignments.ts'
import type { NamedCity, TrustRoute } from '../trust/trust-reader.ts'
import type { CheckCode } from './check-codes.ts'
import type { CheckName, CheckResult } from './check-names.ts'

/**
 * What the verification pipeline answers. Every application, the command line and the API speak in these
 * shapes; plain words are made from the codes by shared/i18n.
 */

/** `unknown` means that a required check could not be made: it is never a kind of valid. */
export type Verdict = 'valid' | 'invalid' | 'unknown'

export type Check = {
  name: CheckName
  result: CheckResult
  /** Stable and machine-readable, e.g. `revoked`, `expired`, `issuer_unreachable`, `ok`. */
  code: CheckCode
  /** One English sentence for a developer. Never holds personal data. */
  detail: string
}

/** What the credential says of itself, for display. Trust none of it unless the verdict says so. */
export type CredentialSummary = {
  id?: string
  types: string[]
  issuer: { id: string; name?: string }
  subjectId?: string
  /** Of a credential that is not about an achievement. */
  name?: string
  achievement?: {
    id: string
    name: string
    description?: string
    criteria?: string
    image?: string
    howShown?: HowShown
    /** Of the badge standard that the achievement is aligned to. */
    layer?: AlignedLayer
    skills?: Skill[]
  }
  validFrom?: string
  validUntil?: string
}

export type CredentialReport = {
  kind: 'credential'
  verdict: Verdict
  checks: Check[]
  /** Absent when the input could not be read at all. */
  credential?: CredentialSummary
  /** How it was secured: `eddsa-rdfc-2022`, `vc+jwt`, … */
  securedWith?: string
  /** Which trusted city lists the issuer, through which other where it does so; the check says if it vouches. */
  via?: TrustRoute
  /** Where the award stands in that city's log, proven for a log of this size. */
  logPosition?: { index: number; size: number }
  /** The issuer's own address, or that of the DID whose key it lists, was dead: whose copy of its document was used, and from when. */
  issuerDocument?: { city: NamedCity; retrievedAt: string }
  /** The city whose own copy of itself answered, as of the copy's time; nobody was asked. */
  fromCopyOf?: Did
  /** The issuer gave a newer version of it at this address, which is what was checked; what the older one came to. */
  refreshed?: { from: string; before: Verdict }
  /** A learner record: what it comes to by itself, and each credential that it holds. `verdict` is the worst of all. */
  held?: { ownVerdict: Verdict; credentials: CredentialReport[] }
  /** When the checks were made, ISO 8601. */
  checkedAt: string
}

export type PresentationReport = {
  kind: 'presentation'
  /** The worst of the presentation's own checks and of each credential's verdict. */
  verdict: Verdict
  checks: Check[]
  /** DID of whoever proved to hold the presented credentials, once proven. */
  holder?: string
  /** Their DIDs where several proved it, who may be several keys of one person's wallet: then there is no `holder`. */
  holders?: string[]
  credentials: CredentialReport[]
  checkedAt: string
}

export type VerificationReport = CredentialReport | PresentationReport

/** A credential by itself, then those that it holds. */
export function withHeld({ held, ...report }: CredentialReport): CredentialReport[] {
  return held ? [{ ...report, verdict: held.ownVerdict }, ...held.credentials] : [report]
}

const severity: Record<Verdict, number> = { valid: 0, unknown: 1, invalid: 2 }

/** The worst of several verdicts. Of none it is `unknown`: nothing was checked, so nothing is valid. */
export function worstVerdict(verdicts: readonly Verdict[]): Verdict {
  const [first, ...rest] = verdicts
  if (first === undefined) return 'unknown'
  return rest.reduce((worst, next) => (severity[next] > severity[worst] ? next : worst), first)
}

/**
 * The verdict of a list of checks: invalid if a required one failed, else unknown if a required one could not
 * be made or is missing, else valid. `not-applicable` passes.
 */
export function verdictOf(checks: readonly Check[], required: readonly CheckName[]): Verdict {
  const results = required.map((name) => checks.find((check) => check.name === name)?.result)
  if (results.includes('fail')) return 'invalid'
  if (results.includes('unknown') || results.includes(undefined)) return 'unknown'
  return 'valid'
}

/** What was found, and of which document. */
export type CredentialOutcome = { report: CredentialReport; document?: JsonObject }
