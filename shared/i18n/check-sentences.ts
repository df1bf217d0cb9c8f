import type { CheckName } from '../verify/check-names.ts'
import type { Check, Verdict } from '../verify/report.ts'
import { isMessageKey, translate } from './catalogue.ts'
import type { Language } from './messages.ts'

/** What a check found, in one plain sentence. A code from a newer pipeline falls back to its bare result. */
export function checkSentence(
  check: Pick<Check, 'name' | 'code' | 'result'>,
  language: Language,
): string {
  const key = `check.${check.name}.${check.code}`
  // every key of a check is a plain sentence without parameters
  if (isMessageKey(key)) return translate(language, key as 'check.shape.ok')
  return `${translate(language, `result.${check.result}`)}.`
}

/** A check by its short name: `Not taken back`. */
export function checkTitle(name: CheckName, language: Language): string {
  return translate(language, `check.${name}`)
}

/** `Proven`, `Could not be checked` or `Not valid`. */
export function verdictWord(verdict: Verdict, language: Language): string {
  return translate(language, `result.${verdict}`)
}

/** The first sentence of a report: `5 of 6 badges are proven. 1 could not be checked.` */
export function verdictSentence(verdicts: readonly Verdict[], language: Language): string {
  const total = verdicts.length
  const countOf = (verdict: Verdict) => verdicts.filter((each) => each === verdict).length
  const [proven, invalid, unknown] = [countOf('valid'), countOf('invalid'), countOf('unknown')]
  if (total === 0) return translate(language, 'report.nothing-shown')
  if (proven === total) return translate(language, 'report.proven-all', { count: total })
  if (total === 1 && invalid === 1) return translate(language, 'report.single-invalid')
  if (total === 1) return translate(language, 'report.single-unknown')
  const sentences = [
    proven === 0
      ? translate(language, 'report.proven-none', { count: total })
      : translate(language, 'report.proven-some', { count: proven, total }),
    ...(invalid > 0 ? [translate(language, 'report.invalid', { count: invalid })] : []),
    ...(unknown > 0 ? [translate(language, 'report.unknown', { count: unknown })] : []),
  ]
  return sentences.join(' ')
}
