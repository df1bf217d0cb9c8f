import type { CheckName } from '../verify/check-names.ts'
import type { Check, Verdict } from '../verify/report.ts'
import type { sharedEnglish } from './en.ts'
import type { ParameterValue } from './messages.ts'

/** The shared sentences in one language, wherever they come from. */
export type SharedWords = {
  has(key: string): boolean
  say(
    key: keyof typeof sharedEnglish,
    parameters?: Readonly<Record<string, ParameterValue>>,
  ): string
}

/** What a check found, in one plain sentence. A code from a newer pipeline falls back to its bare result. */
export function sentenceOfCheck(
  check: Pick<Check, 'name' | 'code' | 'result'>,
  words: SharedWords,
): string {
  const key = `check.${check.name}.${check.code}`
  // every key of a check is a plain sentence without parameters
  if (words.has(key)) return words.say(key as 'check.shape.ok')
  return `${words.say(`result.${check.result}`)}.`
}

/** A check by its short name: `Not taken back`. */
export function titleOfCheck(name: CheckName, words: SharedWords): string {
  return words.say(`check.${name}`)
}

/** `Proven`, `Could not be checked` or `Not valid`. */
export function wordOfVerdict(verdict: Verdict, words: SharedWords): string {
  return words.say(`result.${verdict}`)
}

/** The first sentence of a report: `5 of 6 badges are proven. 1 could not be checked.` */
export function sentenceOfVerdicts(verdicts: readonly Verdict[], words: SharedWords): string {
  const total = verdicts.length
  const countOf = (verdict: Verdict) => verdicts.filter((each) => each === verdict).length
  const [proven, invalid, unknown] = [countOf('valid'), countOf('invalid'), countOf('unknown')]
  if (total === 0) return words.say('report.nothing-shown')
  if (proven === total) return words.say('report.proven-all', { count: total })
  if (total === 1 && invalid === 1) return words.say('report.single-invalid')
  if (total === 1) return words.say('report.single-unknown')
  const sentences = [
    proven === 0
      ? words.say('report.proven-none', { count: total })
      : words.say('report.proven-some', { count: proven, total }),
    ...(invalid > 0 ? [words.say('report.invalid', { count: invalid })] : []),
    ...(unknown > 0 ? [words.say('report.unknown', { count: unknown })] : []),
  ]
  return sentences.join(' ')
}
