import { wordsIn } from '../i18n/check-sentences.ts'
import type { Language } from '../i18n/messages.ts'
import { type ReportView, reportView } from '../report/report-view.ts'
import type { VerificationReport } from '../verify/report.ts'

/**
 * The recruiter's report in the words of the servers and the command line.
 * @param options.retryHref address that checks again; offered only while something is unknown
 */
export function reportViewModel(
  report: VerificationReport,
  language: Language,
  options: { retryHref?: string } = {},
): ReportView {
  return reportView(report, wordsIn[language], options)
}
