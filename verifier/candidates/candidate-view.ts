import { translate } from '../../shared/i18n/catalogue.ts'
import type { Candidate, EarlierCheck, Evidence } from './candidate.ts'
import { nameOf } from './candidate.ts'
import type { CandidateLine, EvidenceLine } from './candidate-list.ts'

/** A line of the table of candidates. */
export function lineView({ evidence, unconfirmed, ...candidate }: CandidateLine, base: string) {
  const isUnconfirmed = candidate.state === 'waiting' && unconfirmed > 0
  return {
    href: `${base}/${candidate.id}`,
    name: nameOf(candidate),
    pseudonym: candidate.pseudonym,
    receivedAt: candidate.receivedAt,
    what: isUnconfirmed ? translate('en', 'employer.candidates.not-shown-yet') : whatCame(evidence),
    ...stateOf({ state: isUnconfirmed ? 'unconfirmed' : candidate.state }, evidence),
  }
}

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

/** Unknown is never shown as good: it is said in the list too. */
function stateOf(
  { state }: { state: Candidate['state'] | 'unconfirmed' },
  evidence: readonly EvidenceLine[],
) {
  const isUnknown = evidence.some(({ verdict }) => verdict === 'unknown')
  const isInvalid = evidence.some(({ verdict }) => verdict === 'invalid')
  const word = state !== 'received' ? state : isInvalid ? 'invalid' : isUnknown ? 'unknown' : state
  return { state: word, stateText: translate('en', `employer.candidates.state.${word}`) }
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
