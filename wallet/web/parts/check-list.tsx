import { sentenceOfCheck, titleOfCheck, wordOfVerdict } from '../../../shared/i18n/check-words.ts'
import { formatDateTime } from '../../../shared/i18n/dates.ts'
import type { CredentialReport, Verdict } from '../../../shared/verify/report.ts'
import { useWords } from '../shell/words.ts'
import { Mark } from './mark.tsx'

/** Each check of a report in plain words, with its result as a shape and as a word. */
export function CheckList({ report }: { report: Pick<CredentialReport, 'checks' | 'checkedAt'> }) {
  const words = useWords()
  const time = formatDateTime(report.checkedAt, words.language)
  return (
    <>
      <ul class="check-list">
        {report.checks.map((check) => (
          <li key={check.name} class="check-list__item">
            <Mark result={check.result} />
            <span>
              <strong>{titleOfCheck(check.name, words)}</strong>
              <span class="visually-hidden"> ({words.say(`result.${check.result}`)})</span>
              <br />
              {sentenceOfCheck(check, words)}
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
