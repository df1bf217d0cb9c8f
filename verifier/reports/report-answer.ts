import { z } from 'zod'
import type { BadgeRow } from '../../shared/report/badge-row.ts'
import type { ReportView } from '../../shared/report/candidate-report-view.ts'
import type { CredentialReport } from '../../shared/verify/report.ts'
import { type MadeReport, viewOfReport } from './made-report.ts'
import { zCheck, zVerdict } from './verification-answer.ts'

const zBadge = z.object({
  name: z.string(),
  /** Of the badge's design; the same for all who have it. */
  achievement: z.string().optional(),
  issuer: z.string().optional(),
  awarder: z.object({
    name: z.string(),
    domain: z.string().optional(),
    warning: z.string().optional(),
    vouched: z.string().optional(),
  }),
  howShown: z.string(),
  date: z.string(),
  until: z.string().optional(),
  verdict: zVerdict,
  /** In plain words, in the language of the report. */
  result: z.string(),
  reason: z.string(),
  before: z.object({ verdict: zVerdict, sentence: z.string() }).optional(),
  answers: z.array(z.object({ question: z.string(), answer: z.string() })),
  checks: z.array(zCheck),
})

export const zReportAnswer = z.object({
  id: z.string(),
  organisation: z.string(),
  language: z.string(),
  createdAt: z.string(),
  checkedAt: z.string(),
  /** A host was down: when it is checked again by itself. */
  nextCheckAt: z.string().optional(),
  deleteAfter: z.string(),
  vacancy: z.string().optional(),
  verdict: zVerdict,
  /** The first thing to say: `5 of 6 badges are proven. 1 could not be checked.` */
  sentence: z.string(),
  asOf: z.string(),
  notes: z.array(z.string()),
  person: z.object({ sentence: z.string(), next: z.string() }).optional(),
  badges: z.array(zBadge),
  /** By what the vacancy asks for; the numbers count `badges` from 0. */
  needs: z
    .array(
      z.object({
        label: z.string(),
        asked: z.string().optional(),
        badges: z.array(z.number()),
        weaker: z.array(z.number()),
        nothing: z.string().optional(),
      }),
    )
    .optional(),
  needsSentence: z.string().optional(),
  /** What the candidate says; nobody checked it. */
  said: z.array(z.object({ title: z.string(), lines: z.array(z.string()) })),
  plainFiles: z.array(z.object({ name: z.string(), note: z.string() })),
  /** What was given and is nothing to report on. */
  problems: z.array(z.object({ fileName: z.string().optional(), problem: z.string() })),
  /** What could not be checked again, and stands as it was found before. */
  notCheckedAgain: z.array(z.object({ problem: z.string(), at: z.string() })),
  /** Signed, one for each thing that was given: keep them, and check them at any time. */
  receipts: z.array(z.string()),
  /** For people, without an account; whoever has the address sees the report. */
  reportPage: z.string(),
  reportPageUntil: z.string(),
})

export type ReportAnswer = z.infer<typeof zReportAnswer>

/** A report as a program reads it: verdicts and codes to act on, and the words that a person would read. */
export function reportAnswer(made: MadeReport, reportPage: string): ReportAnswer {
  const view = viewOfReport(made, made.language)
  const { verdict, sentence, asOf, notes, person, needsSentence, said, plainFiles } = view
  return {
    id: made.id,
    organisation: made.organisation,
    language: made.language,
    createdAt: made.createdAt,
    checkedAt: made.checkedAt,
    deleteAfter: made.deleteAfter,
    ...(made.vacancyId !== undefined && { vacancy: made.vacancyId }),
    ...{ verdict, sentence, asOf, notes, said, plainFiles },
    ...(person && { person: { sentence: person.sentence, next: person.next } }),
    badges: view.sources.flatMap((source, index) => {
      const row = view.rows[index]
      return row === undefined ? [] : [badgeOf(row, source)]
    }),
    ...(view.groups && { needs: needsOf(view.groups) }),
    ...(needsSentence !== undefined && { needsSentence }),
    problems: [...made.problems],
    notCheckedAgain: made.evidence.flatMap(({ failedAgain }) => failedAgain ?? []),
    receipts: made.evidence.flatMap(({ receipt }) => receipt ?? []),
    reportPage,
    reportPageUntil: made.pageUntil,
  }
}

function badgeOf(
  row: BadgeRow,
  { credential, checks }: CredentialReport,
): ReportAnswer['badges'][number] {
  const { name, awarder, howShown, date, until, result, resultWord, reason, before, answers } = row
  return {
    ...{ name, awarder, howShown, date, reason, answers, verdict: result, result: resultWord },
    ...(until !== undefined && { until }),
    ...(credential?.achievement && { achievement: credential.achievement.id }),
    ...(credential && { issuer: credential.issuer.id }),
    ...(before && { before: { verdict: before.result, sentence: before.sentence } }),
    checks: checks.map(({ name, result, code }) => ({ name, result, code })),
  }
}

function needsOf(groups: NonNullable<ReportView['groups']>): NonNullable<ReportAnswer['needs']> {
  return groups
    .filter(({ asked }) => asked !== undefined)
    .map(({ label, asked, rows, nothing }) => ({
      label,
      ...(asked !== undefined && { asked }),
      badges: rows.map(({ place }) => place),
      weaker: rows.flatMap(({ weaker, place }) => (weaker === undefined ? [] : [place])),
      ...(nothing !== undefined && { nothing }),
    }))
}
