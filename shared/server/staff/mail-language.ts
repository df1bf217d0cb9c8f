import { translate } from '../../i18n/catalogue.ts'
import { type Language, languages } from '../../i18n/messages.ts'
import { fieldOf } from './staff-page.ts'

/** The choice of a language for mails, as radios show it. */
export function languageChoices(chosen: Language) {
  return languages.map((value) => ({
    value,
    text: translate('en', `staff.language.${value}`),
    checked: value === chosen,
  }))
}

/** English where a form says nothing, or something odd. */
export function languageIn(body: unknown): Language {
  const given = fieldOf(body, 'language')
  return languages.find((language) => language === given) ?? 'en'
}
