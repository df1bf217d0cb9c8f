/** The shapes of a catalogue: what a sentence is, and which parameters it takes. */

export const languages = ['en', 'cy'] as const

export type Language = (typeof languages)[number]

export type PluralCategory = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other'

/** A sentence that depends on its parameter `count`; `other` is used where a form is not given, `two` for just 2. */
export type Plural = { other: string } & Partial<Record<PluralCategory, string>>

export type Message = string | Plural

/** What one room says, in one language. Keys begin with the room's name: `issuer.award.title`. */
export type Messages<Prefix extends string = string> = Record<`${Prefix}.${string}`, Message>

/**
 * The same sentences in Welsh: every key, a plural where English has one. Welsh has six plural forms
 * (0, 1, 2, 3, 6, the rest), and all six are written out.
 */
export type InWelsh<English extends Record<string, Message>> = {
  readonly [Key in keyof English]: English[Key] extends string
    ? string
    : Readonly<Record<PluralCategory, string>>
}

type NamesIn<Text> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never

type ParameterNames<M> = M extends string ? NamesIn<M> : 'count' | NamesIn<M[keyof M]>

export type ParameterValue = string | number

/** The parameters of a message: every `{name}` in it; a plural also takes the number `count`. */
export type Parameters<M> = {
  [Name in ParameterNames<M>]: Name extends 'count' ? number : ParameterValue
}

/** No argument where a message has no parameters, else exactly its parameters. */
export type ParametersArgument<M> = [ParameterNames<M>] extends [never] ? [] : [Parameters<M>]
