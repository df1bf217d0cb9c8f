import type { CheckName } from '../verify/check-names.ts'
import type { Check, Verdict } from '../verify/report.ts'
import { isMessageKey, translateLoosely } from './catalogue.ts'
import { type SharedWords, sentenceOfCheck, titleOfCheck, wordOfVerdict } from './check-words.ts'
import type { Language } from './messages.ts'

/** The sentences about checks, from the catalogue of the servers and the command line. */

export const wordsIn: Record<Language, SharedWords & { language: Language }> = {
  en: wordsOf('en'),
  cy: wordsOf('cy'),
}

function wordsOf(language: Language) {
  const say: SharedWords['say'] = (key, parameters) => translateLoosely(language, key, parameters)
  return { language, has: isMessageKey, say }
}

export function checkSentence(
  check: Pick<Check, 'name' | 'code' | 'result'>,
  language: Language,
): string {
  return sentenceOfCheck(check, wordsIn[language])
}

export function checkTitle(name: CheckName, language: Language): string {
  return titleOfCheck(name, wordsIn[language])
}

export function verdictWord(verdict: Verdict, language: Language): string {
  return wordOfVerdict(verdict, wordsIn[language])
}
