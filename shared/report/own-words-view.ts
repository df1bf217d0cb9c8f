import { type Experience, isWordless, type OwnWords } from '../cv/own-words.ts'
import { displayText } from '../i18n/display-text.ts'
import type { ReportWords } from './report-words.ts'

/** One thing that a candidate says of themselves: a heading, and its lines. */
export type SaidByCandidate = { title: string; lines: string[] }

/** What a candidate says in their own words, made safe to show; nothing of it was checked. */
export function ownWordsView(said: OwnWords, words: ReportWords): SaidByCandidate[] {
  if (isWordless(said)) return []
  const { name, email, phone, place, about, work, education, skills } = said
  const parts = [
    { title: words.say('report.said-name'), lines: [line(name)] },
    { title: words.say('report.said-contact'), lines: [email, phone, place].map(line) },
    { title: words.say('report.said-about'), lines: linesOf(about) },
    { title: words.say('report.said-work'), lines: work.flatMap(experience) },
    { title: words.say('report.said-education'), lines: education.flatMap(experience) },
    { title: words.say('report.said-skills'), lines: [line(skills.map(line).join(', '))] },
  ]
  return parts
    .map(({ title, lines }) => ({ title, lines: lines.filter((each) => each !== undefined) }))
    .filter(({ lines }) => lines.length > 0)
}

function experience({ what, where, from, until, more }: Experience): (string | undefined)[] {
  const times = [line(from), line(until)].filter((each) => each !== undefined).join(' – ')
  const head = [line(what), line(where), times].filter((each) => each !== undefined && each !== '')
  return [line(head.join(' · ')), ...linesOf(more)]
}

function linesOf(text: string | undefined): (string | undefined)[] {
  return text?.split(/\r\n|\r|\n/).map((each) => displayText(each, 3_000)) ?? []
}

function line(text: string | undefined): string | undefined {
  return displayText(text, 2_000)
}
