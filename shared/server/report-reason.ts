import { checkSentence, checkTitle } from '../i18n/check-sentences.ts'
import type { Language } from '../i18n/messages.ts'
import type { CheckName } from '../verify/check-names.ts'
import type { Check, Verdict } from '../verify/report.ts'

/** What cities say may be in the report without deciding anything. */
const saidByCities: readonly CheckName[] = ['accreditation', 'log']

/** What a verdict rests on: the checks that passed, or the one that decided against it. */
export function reasonFor(result: Verdict, checks: readonly Check[], language: Language): string {
  if (result === 'valid') {
    const passed = checks.filter((check) => check.result === 'pass').map((check) => check.name)
    return [...new Set(passed)]
      .filter((name) => name !== 'shape')
      .map((name) => checkTitle(name, language))
      .join('\u00a0· ')
  }
  const wanted = result === 'invalid' ? 'fail' : 'unknown'
  const candidates = checks.filter((check) => check.result === wanted)
  const made = candidates.filter((check) => check.code !== 'not_checked')
  const decisive = made.find(({ name }) => !saidByCities.includes(name)) ?? made[0] ?? candidates[0]
  return decisive === undefined ? '' : checkSentence(decisive, language)
}
