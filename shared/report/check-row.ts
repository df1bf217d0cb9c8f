import { type SharedWords, sentenceOfCheck, titleOfCheck } from '../i18n/check-words.ts'
import type { CheckResult } from '../verify/check-names.ts'
import type { Check } from '../verify/report.ts'

/** One check in words: its short name, its result, and what was found. */
export type CheckRow = { title: string; result: CheckResult; word: string; sentence: string }

export function checkRow(check: Check, words: SharedWords): CheckRow {
  return {
    title: titleOfCheck(check.name, words),
    result: check.result,
    word: words.say(`result.${check.result}`),
    sentence: sentenceOfCheck(check, words),
  }
}
