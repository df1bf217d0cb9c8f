import { sharedWelsh } from './cy.ts'
import { sharedEnglish } from './en.ts'
import { issuerWelsh } from './issuer-cy.ts'
import { issuerEnglish } from './issuer-en.ts'
import type { InWelsh, Language, Message, ParametersArgument, ParameterValue } from './messages.ts'
import { verifierWelsh } from './verifier-cy.ts'
import { verifierEnglish } from './verifier-en.ts'
import { walletWelsh } from './wallet-cy.ts'
import { walletEnglish } from './wallet-en.ts'

const english = { ...sharedEnglish, ...issuerEnglish, ...walletEnglish, ...verifierEnglish }

type English = typeof english

// a key that one language has and the other has not does not compile
const welsh: InWelsh<English> = { ...sharedWelsh, ...issuerWelsh, ...walletWelsh, ...verifierWelsh }

export type MessageKey = keyof English

export type MessageParameters<Key extends MessageKey> = ParametersArgument<English[Key]>

const catalogues: Record<Language, Readonly<Record<string, Message>>> = { en: english, cy: welsh }

const pluralRules: Record<Language, Intl.PluralRules> = {
  en: new Intl.PluralRules('en'),
  cy: new Intl.PluralRules('cy'),
}

const numberFormats: Record<Language, Intl.NumberFormat> = {
  en: new Intl.NumberFormat('en-GB'),
  cy: new Intl.NumberFormat('cy'),
}

/** Every sentence of one language, for tests and for pages that list them. */
export function messagesIn(language: Language): Readonly<Record<string, Message>> {
  return catalogues[language]
}

export function isMessageKey(text: string): text is MessageKey {
  return Object.hasOwn(english, text)
}

/**
 * One sentence in one language.
 * @param parameters what stands in the sentence's `{braces}`; a plural sentence takes the number `count`
 */
export function translate<Key extends MessageKey>(
  language: Language,
  key: Key,
  ...parameters: MessageParameters<Key>
): string {
  return translateLoosely(language, key, parameters[0])
}

/** As translate, for templates, where the compiler cannot see keys. An unknown key is a bug and throws. */
export function translateLoosely(
  language: Language,
  key: string,
  parameters: Readonly<Record<string, ParameterValue>> = {},
): string {
  const message = Object.hasOwn(english, key) ? catalogues[language][key] : undefined
  if (message === undefined) throw new Error(`no sentence has the key ${key}`)
  return fill(formOf(message, language, parameters), language, key, parameters)
}

function formOf(
  message: Message,
  language: Language,
  parameters: Readonly<Record<string, ParameterValue>>,
): string {
  if (typeof message === 'string') return message
  const category = pluralRules[language].select(Number(parameters.count))
  return message[category] ?? message.other
}

function fill(
  text: string,
  language: Language,
  key: string,
  parameters: Readonly<Record<string, ParameterValue>>,
): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = parameters[name]
    if (value === undefined) throw new Error(`the sentence ${key} needs the parameter ${name}`)
    return typeof value === 'number' ? numberFormats[language].format(value) : value
  })
}
