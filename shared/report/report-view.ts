import { sentenceOfVerdicts } from '../i18n/check-words.ts'
import { formatDateTime } from '../i18n/dates.ts'
import {
  type CredentialReport,
  type PresentationReport,
  type Verdict,
  type VerificationReport,
  worstVerdict,
} from '../verify/report.ts'
import { type BadgeRow, badgeRow, isSelfStated } from './badge-row.ts'
import { type CheckRow, checkRow } from './check-row.ts'
import type { ReportWords } from './report-words.ts'

/** What the recruiter's report shows; made of a verification report without asking anything else. */
export type ReportView = {
  /** The worst of the rows; self-stated credentials do not count. */
  verdict: Verdict
  /** The first thing said: `5 of 6 badges are proven. 1 could not be checked.` */
  sentence: string
  /** What else must be known before a row is read. */
  notes: string[]
  asOf: string
  rows: BadgeRow[]
  /** Credentials that the candidate signed for themselves: shown apart, never as proven. */
  selfStated: BadgeRow[]
  /** How the badges fit the person who was asked about; absent where nobody asked. */
  person?: { sentence: string; next: string }
  /** The checks of what was sent as a whole, and who sent it. */
  sent?: { checks: CheckRow[]; holder?: string }
  /** Where a check that could not be made may be made again. */
  retryHref?: string
}

export type ReportViewOptions = {
  /** Address that checks again; offered only while something is unknown. */
  retryHref?: string
  /** By what the person was asked about. Default: their name. */
  personAsked?: PersonAsked
}

export type PersonAsked = 'name' | 'email' | 'both'

export function reportView(
  report: VerificationReport,
  words: ReportWords,
  options: ReportViewOptions = {},
): ReportView {
  const whole = report.kind === 'presentation' ? report : undefined
  const credentials = report.kind === 'presentation' ? report.credentials : [report]
  const sentVerdict = verdictOfSent(whole)
  const toRow = (credential: CredentialReport) =>
    badgeRow(credential, { words, sentVerdict, sentChecks: whole?.checks ?? [] })
  const holders = whole?.holders ?? [whole?.holder].filter((each) => each !== undefined)
  const isOwn = (credential: CredentialReport) => isSelfStated(credential, holders)
  const rows = credentials.filter((credential) => !isOwn(credential)).map(toRow)
  const verdict =
    rows.length === 0 ? verdictOfNothing(sentVerdict) : worstVerdict(rows.map((row) => row.result))
  const { retryHref, personAsked = 'name' } = options
  const person = personOf(credentials, personAsked, words)
  return {
    verdict,
    sentence: sentenceOfVerdicts(
      rows.map((row) => row.result),
      words,
    ),
    notes: [...holdersNote(holders, words), ...notesOf(rows, sentVerdict, words)],
    asOf: words.say('report.as-of', { time: formatDateTime(report.checkedAt, words.language) }),
    rows,
    selfStated: credentials.filter(isOwn).map(toRow),
    ...(person === undefined ? {} : { person }),
    ...(whole === undefined ? {} : { sent: sentOf(whole, words) }),
    ...(verdict === 'unknown' && retryHref !== undefined ? { retryHref } : {}),
  }
}

/** What a presentation's own checks allow to be said of the badges in it. */
function verdictOfSent(report: PresentationReport | undefined): Verdict {
  const results = report?.checks.map((check) => check.result) ?? []
  if (results.includes('fail')) return 'invalid'
  return results.includes('unknown') ? 'unknown' : 'valid'
}

/** Where there is no badge to judge, nothing is proven. */
function verdictOfNothing(sentVerdict: Verdict): Verdict {
  return sentVerdict === 'invalid' ? 'invalid' : 'unknown'
}

/** By design a wallet may hold several keys; only a person can tell whether it was one wallet. */
function holdersNote(holders: readonly string[], words: ReportWords): string[] {
  if (holders.length < 2) return []
  return [words.say('report.several-holders', { count: holders.length })]
}

function notesOf(rows: readonly BadgeRow[], sentVerdict: Verdict, words: ReportWords): string[] {
  return [
    ...(sentVerdict === 'invalid' ? [words.say('report.sent-invalid')] : []),
    ...(sentVerdict === 'unknown' ? [words.say('report.sent-unknown')] : []),
    ...(rows.some((row) => row.result === 'unknown') ? [words.say('report.meaning-unknown')] : []),
  ]
}

/** One that differs outweighs all that match; nothing is said where nobody asked, or no badge came so far. */
function personOf(
  credentials: readonly CredentialReport[],
  asked: PersonAsked,
  words: ReportWords,
) {
  const codes = credentials
    .flatMap((credential) => credential.checks)
    .filter((check) => check.name === 'recipient' && check.code !== 'not_asked')
    .map((check) => check.code)
  if (codes.every((code) => code === 'not_checked')) return undefined
  const found = foundOf(codes)
  const key =
    asked === 'name'
      ? (`report.person-${found}` as const)
      : (`report.person-${asked}-${found}` as const)
  return { sentence: words.say(key), next: words.say('report.person-next') }
}

function foundOf(codes: readonly string[]): 'matches' | 'differs' | 'not-stated' {
  if (codes.includes('differs')) return 'differs'
  return codes.every((code) => code === 'matches') ? 'matches' : 'not-stated'
}

function sentOf(report: PresentationReport, words: ReportWords) {
  const checks = report.checks.map((check) => checkRow(check, words))
  return report.holder === undefined ? { checks } : { checks, holder: report.holder }
}
