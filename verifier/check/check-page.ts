import { wordsIn } from '../../shared/i18n/check-sentences.ts'
import { sentenceOfVerdicts } from '../../shared/i18n/check-words.ts'
import { displayText } from '../../shared/i18n/display-text.ts'
import type { Language } from '../../shared/i18n/messages.ts'
import type { ReportView } from '../../shared/report/candidate-report-view.ts'
import type { PersonAsked } from '../../shared/report/person-line.ts'
import { reportViewModel } from '../../shared/server/report-view-model.ts'
import type { VerificationPolicy } from '../../shared/verify/ports.ts'
import type { CheckedGiven } from './check-given.ts'
import { type Problem, statusOf } from './problems.ts'

/** One thing that was checked, and the file it came from; without one it was pasted. */
export type CheckedItem = { checked: CheckedGiven; fileName?: string }

type Recipient = NonNullable<VerificationPolicy['recipient']>

/** What the answer to a form shows. */
export type CheckAnswer = {
  status: number
  reports: {
    /** File, or host; absent for what was pasted. */
    name?: string
    host?: string
    view: ReportView
    /** To check the same again, where it fits into a form. */
    againText?: string
  }[]
  problems: { name?: string; problem: Problem; address?: string }[]
  /** Of several reports, the first thing said. */
  sentence?: string
}

/** What is sent along with a page to be sent once more. */
const maxAgainCharacters = 262_144

export function checkAnswer(
  items: readonly CheckedItem[],
  { language, recipient }: { language: Language; recipient?: Recipient | undefined },
): CheckAnswer {
  const personAsked = askedBy(recipient)
  const reports = items.flatMap(({ checked, fileName }) => {
    if (checked.outcome !== 'report') return []
    const { report, text, host } = checked
    return {
      ...named(fileName),
      ...(host !== undefined && { host }),
      view: reportViewModel(report, language, { personAsked }),
      ...(text.length <= maxAgainCharacters && { againText: text }),
    }
  })
  const failed = items.flatMap(({ checked, fileName }) => {
    if (checked.outcome !== 'problem') return []
    const { problem, address } = checked
    return { ...named(fileName), problem, ...(address !== undefined && { address }) }
  })
  const [first] = failed
  const results = reports.flatMap(({ view }) => view.rows.map(({ result }) => result))
  return {
    status: reports.length > 0 || first === undefined ? 200 : statusOf(first.problem),
    reports,
    problems: failed,
    ...(reports.length > 1 && { sentence: sentenceOfVerdicts(results, wordsIn[language]) }),
  }
}

/** A file's name is whatever somebody called it. */
function named(fileName: string | undefined): { name?: string } {
  const name = displayText(fileName, 60)
  return name === undefined ? {} : { name }
}

function askedBy(recipient: Recipient | undefined): PersonAsked {
  if (recipient?.email === undefined) return 'name'
  return recipient.name === undefined ? 'email' : 'both'
}
