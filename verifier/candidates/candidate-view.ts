import { translate } from '../../shared/i18n/catalogue.ts'
import type { Verdict } from '../../shared/verify/report.ts'
import type { Candidate, EarlierCheck, Evidence } from './candidate.ts'
import { nameOf } from './candidate.ts'
import type { CandidateLine, EvidenceLine } from './candidate-list.ts'

/** A line of the table of candidates. */
export function lineView({ evidence, unconfirmed, ...candidate }: CandidateLine, base: string) {
  const isUnconfirmed = candidate.state === 'waiting' && unconfirmed > 0
  const files = evidence.flatMap(({ fileName }) => fileName ?? [])
  const result = isUnconfirmed ? undefined : worstOf(evidence)
  const state = isUnconfirmed ? 'unconfirmed' : candidate.state
  return {
    href: `${base}/${candidate.id}`,
    name: nameOf(candidate),
    pseudonym: candidate.pseudonym,
    // who added ninety files knows them by these names
    ...(files.length > 0 && !isUnconfirmed && { files: files.slice(0, filesNamed).join(', ') }),
    receivedAt: candidate.receivedAt,
    what: isUnconfirmed ? translate('en', 'employer.candidates.not-shown-yet') : whatCame(evidence),
    ...(result !== undefined && { result }),
    state,
    stateText: translate('en', `employer.candidates.state.${state}`),
  }
}

/** The line of a candidate names no more files than these. */
const filesNamed = 3

/** That something came, and no word of what it is. */
export function unconfirmedNote(count: number): string | undefined {
  return count === 0 ? undefined : translate('en', 'employer.candidates.unconfirmed', { count })
}

/** `5 badges, 1 plain CV`. */
function whatCame(evidence: readonly EvidenceLine[]): string {
  const badges = evidence.reduce((sum, one) => sum + one.badges, 0)
  const plain = evidence.filter(({ source }) => source === 'plain-cv').length
  const parts = [
    ...(badges > 0 ? [translate('en', 'employer.candidates.badges', { count: badges })] : []),
    ...(plain > 0 ? [translate('en', 'employer.candidates.plain', { count: plain })] : []),
  ]
  return parts.length === 0 ? translate('en', 'employer.candidates.nothing-yet') : parts.join(', ')
}

/** Unknown is never shown as good: of all that was checked, the worst. */
function worstOf(evidence: readonly EvidenceLine[]): Verdict | undefined {
  const verdicts = evidence.flatMap(({ verdict }) => verdict ?? [])
  return (['invalid', 'unknown', 'valid'] as const).find((one) => verdicts.includes(one))
}

/** One thing that came, below the report. */
export function evidenceView(
  { id, source, fileName, receivedAt, receipt, report }: Evidence,
  { base, earlier }: { base: string; earlier: readonly EarlierCheck[] },
) {
  const name = fileName === undefined ? {} : { fileName }
  const isFile = source === 'plain-cv'
  return {
    ...name,
    id,
    receivedAt,
    source: translate('en', `employer.candidates.source.${source}`),
    ...(report && { checkedAt: report.checkedAt, verdict: report.verdict }),
    ...(isFile && { fileHref: `${base}/evidence/${id}/file` }),
    ...(receipt !== undefined && { receiptHref: `${base}/evidence/${id}/receipt` }),
    earlier: earlier
      .filter(({ evidenceId }) => evidenceId === id)
      .map((check) => ({ checkedAt: check.report.checkedAt, verdict: check.report.verdict })),
  }
}

export function baseOf(organisation: string): string {
  return `/console/o/${organisation}/candidates`
}

export function hrefOf({ organisation, id }: Pick<Candidate, 'organisation' | 'id'>): string {
  return `${baseOf(organisation)}/${id}`
}
