import type { OwnWords } from '../../shared/cv/own-words.ts'
import { translate } from '../../shared/i18n/catalogue.ts'
import { displayText } from '../../shared/i18n/display-text.ts'
import type { Language } from '../../shared/i18n/messages.ts'
import type { BadgeRow } from '../../shared/report/badge-row.ts'
import type { CheckRow } from '../../shared/report/check-row.ts'
import { reportViewModel } from '../../shared/server/report-view-model.ts'
import type { VerificationReport } from '../../shared/verify/report.ts'

/** Shapes stand beside the words, as on the page. */
const marks: Record<CheckRow['result'], string> = {
  pass: '●',
  unknown: '◌',
  fail: '■',
  'not-applicable': '–',
}

/**
 * The recruiter's report for a terminal: the same sentences as on the page.
 * @param ownWords what came with a shared CV
 */
export function reportText(
  report: VerificationReport,
  language: Language = 'en',
  ownWords?: OwnWords,
): string {
  const view = reportViewModel(report, language)
  const sections = [
    [view.sentence, ...view.notes, view.asOf],
    ...view.rows.map((row) => badgeLines(row, language)),
    ...(view.selfStated.length > 0
      ? [
          [
            translate(language, 'report.self-title'),
            ...view.selfStated.map(({ name }) => `  ${name}`),
            ...(ownWords ? ownWordsLines(ownWords) : []),
          ],
        ]
      : []),
    ...view.sent.map(({ checks }) => [
      translate(language, 'report.sent-title'),
      ...checkLines(checks),
    ]),
  ]
  return sections
    .map((lines) => lines.join('\n'))
    .join('\n\n')
    .replace(/\n{3,}/g, '\n\n')
}

function ownWordsLines(words: OwnWords): string[] {
  const { name, email, phone, place, about, work, education, skills } = words
  const experience = [...work, ...education].map(({ what, where, from, until, more }) =>
    [what, where, [from, until].filter(Boolean).join(' – '), more].filter(Boolean).join(', '),
  )
  return [name, email, phone, place, ...(about?.split('\n') ?? []), ...experience, ...skills]
    .map((line) => displayText(line, 3_000))
    .filter((line) => line !== undefined)
    .map((line) => `  ${line}`)
}

function badgeLines(row: BadgeRow, language: Language): string[] {
  const { awarder, facts } = row
  const from = [awarder.name, awarder.domain && `(${awarder.domain})`].filter(Boolean).join(' ')
  return [
    `${row.name}: ${row.resultWord}. ${row.reason}`,
    `  ${translate(language, 'report.awarder')}: ${from}`,
    ...(awarder.vouched === undefined ? [] : [`  ${awarder.vouched}`]),
    ...(awarder.warning === undefined ? [] : [`  ${awarder.warning}`]),
    `  ${translate(language, 'report.how-shown')}: ${row.howShown}`,
    `  ${translate(language, 'report.date')}: ${row.date}${row.until ? `. ${row.until}` : ''}`,
    ...checkLines(row.checks),
    ...facts.map(({ label, value }) => `  ${label}: ${value}`),
  ]
}

function checkLines(checks: readonly CheckRow[]): string[] {
  return checks.map(({ result, title, sentence }) => `  ${marks[result]} ${title}: ${sentence}`)
}
