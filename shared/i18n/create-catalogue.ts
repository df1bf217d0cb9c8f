import type { InWelsh, Language, Message, ParametersArgument, ParameterValue } from './messages.ts'

type English = Record<string, Message>

export type Catalogue<Of extends English> = {
  /** Every sentence of one language, for tests and for pages that list them. */
  messagesIn(language: Language): Readonly<Record<string, Message>>
  isMessageKey(text: string): text is keyof Of & string
  /**
   * One sentence in one language.
   * @param parameters what stands in the sentence's `{braces}`; a plural sentence takes the number `count`
   */
  translate<Key extends keyof Of & string>(
    language: Language,
    key: Key,
    ...parameters: ParametersArgument<Of[Key]>
  ): string
  /** As translate, for templates, where the compiler cannot see keys. An unknown key is a bug and throws. */
  translateLoosely(
    language: Language,
    key: string,
    parameters?: Readonly<Record<string, ParameterValue>>,
  ): string
}

/** A catalogue of English and Welsh. A key that one language has and the other has not does not compile. */
export function createCatalogue<const Of extends English>(
  english: Of,
  welsh: InWelsh<Of>,
): Catalogue<Of> {
  const catalogues: Record<Language, Readonly<Record<string, Message>>> = {
    en: english,
    cy: welsh,
  }
  const translateLoosely: Catalogue<Of>['translateLoosely'] = (language, key, parameters) =>
    sentence(catalogues[language], language, key, parameters)
  return {
    messagesIn: (language) => catalogues[language],
    isMessageKey: (text): text is keyof Of & string => Object.hasOwn(english, text),
    translate: (language, key, ...parameters) => translateLoosely(language, key, parameters[0]),
    translateLoosely,
  }
}

const pluralRules: Record<Language, Intl.PluralRules> = {
  en: new Intl.PluralRules('en'),
  cy: new Intl.PluralRules('cy'),
}

const numberFormats: Record<Language, Intl.NumberFormat> = {
  en: new Intl.NumberFormat('en-GB'),
  cy: new Intl.NumberFormat('cy'),
}

/** The sentence of a key among one language's messages, its parameters filled in. An unknown key throws. */
export function sentence(
  messages: Readonly<Record<string, Message>>,
  language: Language,
  key: string,
  parameters: Readonly<Record<string, ParameterValue>> = {},
): string {
  const message = Object.hasOwn(messages, key) ? messages[key] : undefined
  if (message === undefined) throw new Error(`no sentence has the key ${key}`)
  return fill(formOf(message, language, parameters), language, key, parameters)
}

function formOf(
  message: Message,
  language: Language,
  parameters: Readonly<Record<string, ParameterValue>>,
): string {
  if (typeof message === 'string') return message
  const count = Number(parameters.count)
  const category = pluralRules[language].select(count)
  // "all 2" is no English; no rule of the language says so
  return (count === 2 ? message.two : undefined) ?? message[category] ?? message.other
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
