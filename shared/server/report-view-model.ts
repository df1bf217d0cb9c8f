import { wordsIn } from '../i18n/check-sentences.ts'
import type { Language } from '../i18n/messages.ts'
import {
  type CandidateReportInput,
  candidateReportView,
  type ReportView,
  type ReportViewOptions as ShownOptions,
} from '../report/candidate-report-view.ts'
import { type ReportViewOptions, reportView } from '../report/report-view.ts'
import type { VerificationReport } from '../verify/report.ts'

/** The recruiter's report in the words of the servers and the command line. */
export function reportViewModel(
  report: VerificationReport,
  language: Language,
  options: ReportViewOptions = {},
): ReportView {
  return reportView(report, wordsIn[language], options)
}

/** The same on all that one candidate showed. */
export function candidateReportViewModel(
  input: CandidateReportInput,
  language: Language,
  options: ShownOptions = {},
): ReportView {
  return candidateReportView(input, wordsIn[language], options)
}
