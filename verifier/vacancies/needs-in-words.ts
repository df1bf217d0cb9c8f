import { translate } from '../../shared/i18n/catalogue.ts'
import type { Language } from '../../shared/i18n/messages.ts'
import type { Need } from '../../shared/skills/need.ts'

/** What is asked for, a line each, as recruiter and candidates read it. */
export type NeedsInWords = { required: string[]; welcome: string[] }

/** Both empty: any badges. */
export function needsInWords(needs: readonly Need[], language: Language): NeedsInWords {
  const wordsOf = (isRequired: boolean) =>
    needs
      .filter((need) => need.isRequired === isRequired)
      .map((need) => needInWords(need, language))
  return { required: wordsOf(true), welcome: wordsOf(false) }
}

/** `A badge that shows the skill “Food safety”. It was assessed, or others back it.` */
export function needInWords(
  { wanted, label, minimumStrength }: Pick<Need, 'wanted' | 'label' | 'minimumStrength'>,
  language: Language,
): string {
  const what = translate(language, `verifier.need.${wanted.kind}`, { name: label })
  if (minimumStrength === undefined) return what
  return `${what} ${translate(language, `verifier.need.strength.${minimumStrength}`)}`
}
