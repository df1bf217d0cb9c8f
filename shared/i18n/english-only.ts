import type { InWelsh, Message, PluralCategory } from './messages.ts'

const categories: readonly PluralCategory[] = ['zero', 'one', 'two', 'few', 'many', 'other']

/**
 * Stands in for the Welsh of rooms that speak English alone so far: the console. Their pages say that they are in
 * English.
 */
export function englishOnly<const English extends Record<string, Message>>(
  english: English,
): InWelsh<English> {
  const entries = Object.entries(english).map(([key, message]) => [
    key,
    typeof message === 'string' ? message : inAllForms(message.other),
  ])
  // sound: every key of the English, a plural where English has one
  return Object.fromEntries(entries) as InWelsh<English>
}

function inAllForms(text: string): Record<PluralCategory, string> {
  // sound: the keys are all of the categories
  return Object.fromEntries(categories.map((category) => [category, text])) as Record<
    PluralCategory,
    string
  >
}
