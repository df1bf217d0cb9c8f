import type { Response } from 'express'
import { wordsIn } from '../i18n/check-sentences.ts'
import type { Language } from '../i18n/messages.ts'
import type { ReportView } from '../report/candidate-report-view.ts'
import { reportPdf } from './report-pdf/report-pdf.ts'

/** Answers with the report as a file to keep. */
export async function sendReportPdf(
  response: Response,
  report: { view: ReportView; language: Language; madeBy: string; at: string },
): Promise<void> {
  const { view, language, madeBy, at } = report
  const pdf = await reportPdf({ view, words: wordsIn[language], madeBy, at: new Date(at) })
  response
    .set({ 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex' })
    .attachment(`report-${at.slice(0, 10)}.pdf`)
    .type('application/pdf')
    .send(pdf)
}
