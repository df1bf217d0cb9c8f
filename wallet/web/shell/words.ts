import type { SharedWords } from '../../../shared/i18n/check-words.ts'
import { sentence } from '../../../shared/i18n/create-catalogue.ts'
import type { Language, ParametersArgument } from '../../../shared/i18n/messages.ts'
import type { AppEnglish } from '../../../shared/i18n/wallet-app/app-en.ts'
import { shellEnglish } from '../../../shared/i18n/wallet-app/shell-en.ts'
import { createSpeech } from './speech.ts'
import { useStore } from './store.ts'

/** A sentence of the app in the person's language. */
export type Text = <Key extends keyof AppEnglish>(
  key: Key,
  ...parameters: ParametersArgument<AppEnglish[Key]>
) => string

/** The few sentences that are there before everything else is loaded. */
export type ShellText = (key: keyof typeof shellEnglish) => string

const speech = createSpeech(
  { language: 'en', messages: shellEnglish, areAllHere: false },
  {
    few: {
      en: async () => shellEnglish,
      cy: async () => (await import('../../../shared/i18n/wallet-app/shell-cy.ts')).shellWelsh,
    },
    all: {
      en: async () => (await import('../../../shared/i18n/wallet-app/app-en.ts')).appEnglish,
      cy: async () => (await import('../../../shared/i18n/wallet-app/app-cy.ts')).appWelsh,
    },
  },
)

/** Speaks another language from now on. @returns the one that is spoken then: another may have been asked for since */
export async function loadLanguage(language: Language): Promise<Language> {
  await speech.speak(language)
  return speech.words.get().language
}

/** Fetches every sentence of the person's language; screens are shown after that. */
export function loadAllWords(): Promise<void> {
  return speech.loadAll()
}

export function useLanguage(): Language {
  return useStore(speech.words).language
}

/** The sentences of the app, for screens and parts. The component is drawn again in another language. */
export function useText(): Text {
  const { language, messages } = useStore(speech.words)
  return (key, ...parameters) => sentence(messages, language, key, parameters[0])
}

export function useShellText(): ShellText {
  const { language, messages } = useStore(speech.words)
  return (key) => sentence(messages, language, key)
}

/** For sentences whose key is made at run time, as `check.status.revoked`: ask first if there is one. */
export function useWords(): SharedWords & { text: Text; language: Language } {
  const { language, messages } = useStore(speech.words)
  return {
    language,
    has: (key) => Object.hasOwn(messages, key),
    say: (key, parameters) => sentence(messages, language, key, parameters),
    text: (key, ...parameters) => sentence(messages, language, key, parameters[0]),
  }
}
