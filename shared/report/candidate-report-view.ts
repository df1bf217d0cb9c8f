import type { OwnWords } from '../cv/own-words.ts'
import { sentenceOfVerdicts } from '../i18n/check-words.ts'
import { formatDateTime } from '../i18n/dates.ts'
import { displayText } from '../i18n/display-text.ts'
import type { Need } from '../skills/need.ts'
import {
  type Check,
  type CredentialReport,
  type Verdict,
  type VerificationReport,
  withHeld,
  worstVerdict,
} from '../verify/report.ts'
import { type BadgeRow, badgeRow, isSelfStated } from './badge-row.ts'
import { type CheckRow, checkRow } from './check-row.ts'
import { type NeedGroup, needGroups } from './need-groups.ts'
import { ownWordsView, type SaidByCandidate } from './own-words-view.ts'
import { type PersonAsked, type PersonLine, personLine } from './person-line.ts'
import type { ReportWords } from './report-words.ts'
import { withoutRepeats } from './without-repeats.ts'

/** One thing that a candidate showed. Without a report there was nothing in it to check. */
export type EvidenceShown = {
  report?: VerificationReport | undefined
  ownWords?: OwnWords | undefined
  /** As its sender called it. */
  fileName?: string | undefined
  /** What was found the time before, where it was checked again. */
  earlier?: VerificationReport | undefined
}

export type CandidateReportInput = {
  evidence: readonly EvidenceShown[]
  /** What was asked for; without needs the badges stand in the order in which they came. */
  needs?: readonly Need[] | undefined
  /** The name that the candidate goes by. */
  statedName?: string | undefined
  /** By what the person was asked about. Default: their name. */
  personAsked?: PersonAsked | undefined
}

/** What the recruiter's report shows; made of what was found before, without asking anything else. */
export type ReportView = {
  /** The worst of the rows; self-stated credentials do not count. */
  verdict: Verdict
  /** The first thing said: `5 of 6 badges are proven. 1 could not be checked.` */
  sentence: string
  /** What else must be known before a row is read. */
  notes: string[]
  /** Of the check that was made longest ago. */
  asOf: string
  /** When it was checked before that, where it was. */
  checkedBefore?: string
  /** Each badge once. */
  rows: BadgeRow[]
  /** What each row is made of, for programs. */
  sources: CredentialReport[]
  /** The same badges by what was asked for; absent where nothing was. */
  groups?: NeedGroup[]
  /** How many of the required needs have proof. */
  needsSentence?: string
  /** Credentials that the candidate signed for themselves: shown apart, never as proven. */
  selfStated: BadgeRow[]
  /** What the candidate says, word for word. */
  said: SaidByCandidate[]
  /** Files with no badge in them. */
  plainFiles: { name: string; note: string }[]
  /** How the badges fit the person who was asked about; absent where no badge came so far. */
  person?: PersonLine
  /** The checks of each thing that was sent as a whole, and who sent it. */
  sent: { checks: CheckRow[]; holder?: string }[]
  /** Where a check that could not be made may be made again. */
  retryHref?: string
}

export type ReportViewOptions = {
  /** Address that checks again; offered only while something is unknown. */
  retryHref?: string
}

export function candidateReportView(
  input: CandidateReportInput,
  words: ReportWords,
  { retryHref }: ReportViewOptions = {},
): ReportView {
  const { evidence, needs = [], statedName, personAsked = 'name' } = input
  const parts = evidence.flatMap((shown) => partOf(shown, words))
  const badges = withoutRepeats(parts.flatMap(({ badges }) => badges))
  const rows = badges.map(({ row }) => row)
  const sentVerdict = worstVerdict(parts.map((part) => part.sentVerdict))
  const verdict =
    rows.length === 0
      ? verdictOfNothing(sentVerdict)
      : worstVerdict(rows.map(({ result }) => result))
  const person = personLine(
    badges.map(({ report }) => report),
    { asked: personAsked, statedName },
    words,
  )
  const asked = needs.length > 0 ? needGroups(needs, badges, words) : undefined
  const before = oldestOf(evidence.map(({ earlier }) => earlier))
  const holders = [...new Set(parts.flatMap((part) => part.holders))]
  return {
    verdict,
    sentence: sentenceOfVerdicts(
      rows.map((row) => row.result),
      words,
    ),
    notes: [...holdersNote(holders, words), ...notesOf(rows, sentVerdict, words)],
    asOf: asOfIn(evidence, words),
    ...(before !== undefined && {
      checkedBefore: words.say('report.checked-before', { time: timeOf(before, words) }),
    }),
    rows,
    sources: badges.map(({ report }) => report),
    ...(asked && {
      groups: asked.groups,
      ...(asked.sentence !== undefined && { needsSentence: asked.sentence }),
    }),
    selfStated: parts.flatMap(({ selfStated }) => selfStated),
    said: evidence.flatMap(({ ownWords }) => (ownWords ? ownWordsView(ownWords, words) : [])),
    plainFiles: evidence.flatMap((shown) => plainFile(shown, words)),
    ...(person && { person }),
    sent: parts.flatMap(({ sent }) => sent),
    ...(verdict === 'unknown' && retryHref !== undefined && { retryHref }),
  }
}

/** Everything of one report, judged by what it was sent in. */
function partOf({ report, earlier }: EvidenceShown, words: ReportWords) {
  if (report === undefined) return []
  const whole = report.kind === 'presentation' ? report : undefined
  const credentials = report.kind === 'presentation' ? report.credentials : [report]
  const reports = credentials.flatMap(withHeld)
  const before = earlier?.kind === 'presentation' ? earlier.credentials : earlier && [earlier]
  const holders = whole?.holders ?? [whole?.holder].filter((each) => each !== undefined)
  const sentChecks = whole?.checks ?? []
  const sentVerdict = verdictOfSent(sentChecks)
  const context = { words, sentVerdict, sentChecks }
  const judged = reports.map((each, index) => ({
    report: each,
    row: badgeRow(each, { ...context, before: sameBadge(each, before?.[index]) }),
  }))
  const isOwn = ({ report: each }: { report: CredentialReport }) => isSelfStated(each, holders)
  return {
    holders,
    sentVerdict,
    badges: judged.filter((each) => !isOwn(each)),
    selfStated: judged.filter(isOwn).map(({ row }) => row),
    sent: whole === undefined ? [] : [sentOf(whole, words)],
  }
}

function sameBadge(
  report: CredentialReport,
  before: CredentialReport | undefined,
): CredentialReport | undefined {
  const isSame = before?.credential?.id === report.credential?.id
  // what nobody has asked about since is not of before
  return isSame && before?.checkedAt !== report.checkedAt ? before : undefined
}

/** What a presentation's own checks allow to be said of the badges in it. */
function verdictOfSent(checks: readonly Check[]): Verdict {
  const results = checks.map((check) => check.result)
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
    ...(sentVerdict === 'unknown' && rows.length > 0 ? [words.say('report.sent-unknown')] : []),
    ...(rows.some((row) => row.result === 'unknown') ? [words.say('report.meaning-unknown')] : []),
  ]
}

/** A report is as old as the oldest thing in it. */
function asOfIn(evidence: readonly EvidenceShown[], words: ReportWords): string {
  const oldest = oldestOf(evidence.map(({ report }) => report))
  return oldest === undefined
    ? words.say('report.not-checked-yet')
    : words.say('report.as-of', { time: timeOf(oldest, words) })
}

function oldestOf(reports: readonly (VerificationReport | undefined)[]): string | undefined {
  return reports
    .flatMap((report) => report?.checkedAt ?? [])
    .sort()
    .at(0)
}

function timeOf(iso: string, { language }: ReportWords): string {
  return formatDateTime(iso, language)
}

function plainFile({ report, fileName }: EvidenceShown, words: ReportWords) {
  if (report !== undefined) return []
  const name = displayText(fileName, 80) ?? words.say('report.plain-unnamed')
  return [{ name, note: words.say('report.plain-note') }]
}

function sentOf(report: Extract<VerificationReport, { kind: 'presentation' }>, words: ReportWords) {
  const checks = report.checks.map((check) => checkRow(check, words))
  return report.holder === undefined ? { checks } : { checks, holder: report.holder }
}
