import { sentenceOfCheck, titleOfCheck, wordOfVerdict } from '../../../shared/i18n/check-words.ts'
import { formatDateTime } from '../../../shared/i18n/dates.ts'
import type { Check, CredentialReport, Verdict } from '../../../shared/verify/report.ts'
import { useWords } from '../shell/words.ts'
import { Mark } from './mark.tsx'

type CheckListProps = {
  report: Pick<CredentialReport, 'checks' | 'checkedAt'>
  /** Says otherwise what a reader of another's badges would be told; nothing where the usual words fit. */
  ownWords?: (check: Check) => { title?: string; sentence?: string } | undefined
}

/** Each check of a report in plain words, with its result as a shape and as a word. */
export function CheckList({ report, ownWords }: CheckListProps) {
  const words = useWords()
  const time = formatDateTime(report.checkedAt, words.language)
  return (
    <>
      <ul class="check-list">
        {report.checks.map((check) => (
          <li key={check.name} class="check-list__item">
            <Mark result={check.result} />
            <span>
              <strong>{ownWords?.(check)?.title ?? titleOfCheck(check.name, words)}</strong>
              <span class="visually-hidden"> ({words.say(`result.${check.result}`)})</span>
              <br />
              {ownWords?.(check)?.sentence ?? sentenceOfCheck(check, words)}
            </span>
          </li>
        ))}
      </ul>
      <p class="second">{words.text('parts.checked-at', { time })}</p>
    </>
  )
}

/** The verdict as shape and word: `Proven`, `Could not be checked`, `Not valid`. */
export function VerdictWord({ verdict }: { verdict: Verdict }) {
  const words = useWords()
  return (
    <span class={`verdict verdict--${verdict}`}>
      <Mark result={verdict} />
      {wordOfVerdict(verdict, words)}
    </span>
  )
}
