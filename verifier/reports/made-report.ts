import type { OwnWords } from '../../shared/cv/own-words.ts'
import type { Language } from '../../shared/i18n/messages.ts'
import type { CandidateReportInput, ReportView } from '../../shared/report/candidate-report-view.ts'
import type { PersonAsked } from '../../shared/report/person-line.ts'
import { candidateReportViewModel } from '../../shared/server/report-view-model.ts'
import type { Need } from '../../shared/skills/need.ts'
import type { VerificationReport } from '../../shared/verify/report.ts'
import type { Problem } from '../check/problems.ts'

/** One thing that was given, and what was found in it. */
export type ReportEvidence = {
  fileName?: string
  /** Host that it was fetched from. */
  host?: string
  /** Absent for a plain CV. */
  report?: VerificationReport
  ownWords?: OwnWords
  /** What was known the time before, where it was checked again. */
  earlier?: VerificationReport
  /** Signed; absent where nothing could be hashed. */
  receipt?: string
  /** Why it could not be checked again. */
  failedAgain?: { problem: Problem; at: string }
}

export type ReportProblem = { fileName?: string; problem: Problem }

export type Expected = { name?: string | undefined; email?: string | undefined }

/** A report that was asked for: on a link, a presentation or files. What was given is kept sealed, to check it again. */
export type MadeReport = {
  organisation: string
  id: string
  language: Language
  vacancyId?: string
  /** As they were when the report was made. */
  needs: readonly Need[]
  /** The person whom the badges should be of, as the recruiter knows them. */
  expected: Expected
  evidence: readonly ReportEvidence[]
  /** What was given and is nothing to report on. */
  problems: readonly ReportProblem[]
  createdAt: string
  checkedAt: string
  /** When the page for people closes. */
  pageUntil: string
  deleteAfter: string
}

/** What was given, as it came. */
export type KeptInput = { text: string } | { base64: string; fileName?: string | undefined }

function reportInput({ needs, expected, evidence }: MadeReport): CandidateReportInput {
  return { needs, evidence, statedName: expected.name, personAsked: askedBy(expected) }
}

/** Nothing is verified here: only what was stored is put into words. */
export function viewOfReport(made: MadeReport, language: Language): ReportView {
  return candidateReportViewModel(reportInput(made), language)
}

function askedBy({ name, email }: Expected): PersonAsked {
  if (email === undefined) return 'name'
  return name === undefined ? 'email' : 'both'
}
