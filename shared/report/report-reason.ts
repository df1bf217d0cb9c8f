import { type SharedWords, sentenceOfCheck, titleOfCheck } from '../i18n/check-words.ts'
import { decisiveCheck } from '../verify/decisive-check.ts'
import type { Check, Verdict } from '../verify/report.ts'

/** What a verdict rests on: the checks that passed, or the one that decided against it. */
export function reasonFor(result: Verdict, checks: readonly Check[], words: SharedWords): string {
  if (result === 'valid') {
    const passed = checks.filter((check) => check.result === 'pass').map((check) => check.name)
    return [...new Set(passed)]
      .filter((name) => name !== 'shape')
      .map((name) => titleOfCheck(name, words))
      .join('\u00a0· ')
  }
  const decisive = decisiveCheck(result, checks)
  return decisive === undefined ? '' : sentenceOfCheck(decisive, words)
}
