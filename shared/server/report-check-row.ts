import { translate } from '../i18n/catalogue.ts'
import { checkSentence, checkTitle } from '../i18n/check-sentences.ts'
import type { Language } from '../i18n/messages.ts'
import type { CheckResult } from '../verify/check-names.ts'
import type { Check } from '../verify/report.ts'

/** One check in words: its short name, its result, and what was found. */
export type CheckRow = { title: string; result: CheckResult; word: string; sentence: string }

export function checkRow(check: Check, language: Language): CheckRow {
  return {
    title: checkTitle(check.name, language),
    result: check.result,
    word: translate(language, `result.${check.result}`),
    sentence: checkSentence(check, language),
  }
}
