import { translate } from '../i18n/catalogue.ts'
import { verdictSentence } from '../i18n/check-sentences.ts'
import { formatDateTime } from '../i18n/dates.ts'
import type { Language } from '../i18n/messages.ts'
import {
  type CredentialReport,
  type PresentationReport,
  type Verdict,
  type VerificationReport,
  worstVerdict,
} from '../verify/report.ts'
import { type BadgeRow, badgeRow, isSelfStated } from './report-badge-row.ts'
import { type CheckRow, checkRow } from './report-check-row.ts'

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

/** @param options.retryHref address that checks again; offered only while something is unknown */
export function reportViewModel(
  report: VerificationReport,
  language: Language,
  options: { retryHref?: string } = {},
): ReportView {
  const whole = report.kind === 'presentation' ? report : undefined
  const credentials = report.kind === 'presentation' ? report.credentials : [report]
  const sentVerdict = verdictOfSent(whole)
  const toRow = (credential: CredentialReport) =>
    badgeRow(credential, { language, sentVerdict, sentChecks: whole?.checks ?? [] })
  const holders = whole?.holders ?? [whole?.holder].filter((each) => each !== undefined)
  const isOwn = (credential: CredentialReport) => isSelfStated(credential, holders)
  const rows = credentials.filter((credential) => !isOwn(credential)).map(toRow)
  const verdict =
    rows.length === 0 ? verdictOfNothing(sentVerdict) : worstVerdict(rows.map((row) => row.result))
  const person = personOf(credentials, language)
  const { retryHref } = options
  return {
    verdict,
    sentence: verdictSentence(
      rows.map((row) => row.result),
      language,
    ),
    notes: [...holdersNote(holders, language), ...notesOf(rows, sentVerdict, language)],
    asOf: translate(language, 'report.as-of', { time: formatDateTime(report.checkedAt, language) }),
    rows,
    selfStated: credentials.filter(isOwn).map(toRow),
    ...(person === undefined ? {} : { person }),
    ...(whole === undefined ? {} : { sent: sentOf(whole, language) }),
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
function holdersNote(holders: readonly string[], language: Language): string[] {
  if (holders.length < 2) return []
  return [translate(language, 'report.several-holders', { count: holders.length })]
}

function notesOf(rows: readonly BadgeRow[], sentVerdict: Verdict, language: Language): string[] {
  return [
    ...(sentVerdict === 'invalid' ? [translate(language, 'report.sent-invalid')] : []),
    ...(sentVerdict === 'unknown' ? [translate(language, 'report.sent-unknown')] : []),
    ...(rows.some((row) => row.result === 'unknown')
      ? [translate(language, 'report.meaning-unknown')]
      : []),
  ]
}

/** One that differs outweighs all that match; nothing is said where nobody asked for a person. */
function personOf(credentials: readonly CredentialReport[], language: Language) {
  const codes = credentials
    .flatMap((credential) => credential.checks)
    .filter((check) => check.name === 'recipient' && check.code !== 'not_asked')
    .map((check) => check.code)
  if (codes.length === 0) return undefined
  const next = translate(language, 'report.person-next')
  if (codes.includes('differs')) {
    return { sentence: translate(language, 'report.person-differs'), next }
  }
  return codes.every((code) => code === 'matches')
    ? { sentence: translate(language, 'report.person-matches'), next }
    : { sentence: translate(language, 'report.person-not-stated'), next }
}

function sentOf(report: PresentationReport, language: Language) {
  const checks = report.checks.map((check) => checkRow(check, language))
  return report.holder === undefined ? { checks } : { checks, holder: report.holder }
}
