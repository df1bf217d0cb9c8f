import type { OwnWords } from '../../shared/cv/own-words.ts'
import { isSelfStated } from '../../shared/report/badge-row.ts'
import type { VerificationReport } from '../../shared/verify/report.ts'
import type {
  Candidate,
  CandidateState,
  EarlierCheck,
  Evidence,
  EvidenceSource,
} from './candidate.ts'
import type { CandidateRow, EarlierCheckRow, EvidenceRow } from './candidate-schema.ts'

// the casts below name what this folder wrote; nothing else writes these tables

export function candidateOf(row: CandidateRow): Candidate {
  const { organisation, id, vacancyId, pseudonym, statedName, contact } = row
  return {
    ...{ organisation, id, pseudonym },
    ...(vacancyId !== null && { vacancyId }),
    ...(statedName !== null && { statedName }),
    ...(contact !== null && { contact }),
    state: row.state as CandidateState,
    receivedAt: row.receivedAt,
    deleteAfter: row.deleteAfter,
  }
}

export function evidenceOf(row: EvidenceRow): Evidence {
  const { organisation, id, candidateId, report, ownWords, fileName, receipt } = row
  return {
    ...{ organisation, id, candidateId },
    source: row.source as EvidenceSource,
    ...(report !== null && { report: JSON.parse(report) as VerificationReport }),
    ...(ownWords !== null && { ownWords: JSON.parse(ownWords) as OwnWords }),
    queryIds: JSON.parse(row.queryIds) as string[],
    ...(fileName !== null && { fileName }),
    presentationsHash: row.presentationsHash,
    ...(receipt !== null && { receipt }),
    receivedAt: row.receivedAt,
  }
}

export function earlierCheckOf({ evidenceId, report, receipt }: EarlierCheckRow): EarlierCheck {
  return {
    evidenceId,
    report: JSON.parse(report) as VerificationReport,
    ...(receipt !== null && { receipt }),
  }
}

/** What lists say of a report without reading it. */
export function columnsOfReport(report: VerificationReport | undefined) {
  if (report === undefined) return { report: null, verdict: null, badges: 0 }
  const { verdict } = report
  return { report: JSON.stringify(report), verdict, badges: countBadges(report) }
}

/** What somebody says of themselves is no badge. */
function countBadges(report: VerificationReport): number {
  const credentials = report.kind === 'presentation' ? report.credentials : [report]
  const holders = holdersOf(report)
  return credentials.filter((credential) => !isSelfStated(credential, holders)).length
}

/** The DIDs that were proven to be held by whoever showed it. */
export function holdersOf(report: VerificationReport): string[] {
  if (report.kind === 'credential') return []
  return report.holders ?? (report.holder === undefined ? [] : [report.holder])
}

/** What a list is searched by. */
export function foundBy(pseudonym: string, statedName: string | null): string {
  return `${pseudonym} ${statedName ?? ''}`.normalize('NFKC').toLowerCase().trim()
}
