import type { VerificationReport } from '../verify/report.ts'
import {
  type ReportViewOptions as CommonOptions,
  candidateReportView,
  type ReportView,
} from './candidate-report-view.ts'
import type { PersonAsked } from './person-line.ts'
import type { ReportWords } from './report-words.ts'

export type ReportViewOptions = CommonOptions & {
  /** By what the person was asked about. Default: their name. */
  personAsked?: PersonAsked
}

/** The recruiter's report on one thing that was checked. */
export function reportView(
  report: VerificationReport,
  words: ReportWords,
  { personAsked, ...options }: ReportViewOptions = {},
): ReportView {
  return candidateReportView({ evidence: [{ report }], personAsked }, words, options)
}
