import type { SharedWords } from '../../../shared/i18n/check-words.ts'
import { sentence } from '../../../shared/i18n/create-catalogue.ts'
import type { Language, Message, ParametersArgument } from '../../../shared/i18n/messages.ts'
import type { AppEnglish } from '../../../shared/i18n/wallet-app/app-en.ts'
import { shellEnglish } from '../../../shared/i18n/wallet-app/shell-en.ts'
import { createStore, useStore } from './store.ts'

type Messages = Readonly<Record<string, Message>>

type Words = { language: Language; messages: Messages; areAllHere: boolean }

/** A sentence of the app in the person's language. */
export type Text = <Key extends keyof AppEnglish>(
  key: Key,
  ...parameters: ParametersArgument<AppEnglish[Key]>
) => string

/** The few sentences that are there before everything else is loaded. */
export type ShellText = (key: keyof typeof shellEnglish) => string

const words = createStore<Words>({ language: 'en', messages: shellEnglish, areAllHere: false })

const shellWords: Record<Language, () => Promise<Messages>> = {
  en: async () => shellEnglish,
  cy: async () => (await import('../../../shared/i18n/wallet-app/shell-cy.ts')).shellWelsh,
}

const allWords: Record<Language, () => Promise<Messages>> = {
  en: async () => (await import('../../../shared/i18n/wallet-app/app-en.ts')).appEnglish,
  cy: async () => (await import('../../../shared/i18n/wallet-app/app-cy.ts')).appWelsh,
}

/** Speaks another language from now on, once its sentences are here: in full where they were. */
export async function loadLanguage(language: Language): Promise<void> {
  const { areAllHere } = words.get()
  const messages = await (areAllHere ? allWords : shellWords)[language]()
  words.set({ language, messages, areAllHere })
}

/** Fetches every sentence of the person's language; screens are shown after that. */
export async function loadAllWords(): Promise<void> {
  const { language, areAllHere } = words.get()
  if (areAllHere) return
  const messages = await allWords[language]()
  if (words.get().language === language) words.set({ language, messages, areAllHere: true })
}

export function useLanguage(): Language {
  return useStore(words).language
}

/** The sentences of the app, for screens and parts. The component is drawn again in another language. */
export function useText(): Text {
  const { language, messages } = useStore(words)
  return (key, ...parameters) => sentence(messages, language, key, parameters[0])
}

export function useShellText(): ShellText {
  const { language, messages } = useStore(words)
  return (key) => sentence(messages, language, key)
}

/** For sentences whose key is made at run time, as `check.status.revoked`: ask first if there is one. */
export function useWords(): SharedWords & { text: Text; language: Language } {
  const { language, messages } = useStore(words)
  return {
    language,
    has: (key) => Object.hasOwn(messages, key),
    say: (key, parameters) => sentence(messages, language, key, parameters),
    text: (key, ...parameters) => sentence(messages, language, key, parameters[0]),
  }
}
