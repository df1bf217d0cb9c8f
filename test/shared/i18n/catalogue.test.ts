import { describe, expect, test } from 'vitest'
import {
  isMessageKey,
  messagesIn,
  translate,
  translateLoosely,
} from '../../../shared/i18n/catalogue.ts'
import type { InWelsh, Language, Message, Messages } from '../../../shared/i18n/messages.ts'
import { appWelsh } from '../../../shared/i18n/wallet-app/app-cy.ts'
import { appEnglish } from '../../../shared/i18n/wallet-app/app-en.ts'

type Sentences = Readonly<Record<string, Message>>

function textsOf(message: Message | undefined): string[] {
  if (message === undefined) return []
  return typeof message === 'string' ? [message] : Object.values(message)
}

function placeholdersOf(message: Message | undefined): string[] {
  const names = textsOf(message).flatMap((text) => text.match(/\{\w+\}/g) ?? [])
  return [...new Set(names)].sort()
}

describe('translate', () => {
  test.each<[Language, string]>([
    ['en', 'As of noon'],
    ['cy', 'Ar noon'],
  ])('fills the parameters in %s', (language, sentence) => {
    expect(translate(language, 'report.as-of', { time: 'noon' })).toBe(sentence)
  })

  test('writes a parameter as it is, even where it looks like a placeholder', () => {
    expect(translate('en', 'report.as-of', { time: '{time} $& {x}' })).toBe('As of {time} $& {x}')
  })

  test.each([
    [0, 'Nid oes bathodyn wedi’i brofi.'],
    [1, 'Mae’r bathodyn wedi’i brofi.'],
    [2, 'Mae’r ddau fathodyn wedi’u profi.'],
    [3, 'Mae’r tri bathodyn wedi’u profi.'],
    [4, 'Mae pob un o’r 4 bathodyn wedi’i brofi.'],
    [6, 'Mae’r chwe bathodyn wedi’u profi.'],
    [1234, 'Mae pob un o’r 1,234 bathodyn wedi’i brofi.'],
  ])('takes the right one of six Welsh forms for %i', (count, sentence) => {
    expect(translate('cy', 'report.proven-all', { count })).toBe(sentence)
  })

  test.each([
    [1, 'The badge is proven.'],
    [2, 'Both badges are proven.'],
    [1234, 'All 1,234 badges are proven.'],
  ])('takes the right one of the English forms for %i', (count, sentence) => {
    expect(translate('en', 'report.proven-all', { count })).toBe(sentence)
  })

  test('does not compile without its parameters, with others, or with an unknown key', () => {
    // @ts-expect-error a parameter is missing
    expect(() => translate('en', 'report.as-of')).toThrow('needs the parameter time')
    // @ts-expect-error another parameter is given
    expect(() => translate('en', 'report.as-of', { date: 'noon' })).toThrow()
    // @ts-expect-error a plural's count is a number
    expect(translate('en', 'report.proven-all', { count: '3' })).toContain('3')
    // @ts-expect-error no sentence has this key
    expect(() => translate('en', 'report.nonsense')).toThrow('no sentence has the key')
  })
})

describe('translateLoosely', () => {
  test.each(['report.nonsense', '__proto__', 'constructor', 'toString'])('throws on %s', (key) => {
    expect(() => translateLoosely('en', key)).toThrow(`no sentence has the key ${key}`)
    expect(isMessageKey(key)).toBe(false)
  })
})

describe('InWelsh', () => {
  test('does not compile where a key or a plural form is missing', () => {
    const sample = {
      'issuer.a': 'A',
      'issuer.b': { one: 'One', other: '{count}' },
    } as const satisfies Messages<'issuer'>
    // @ts-expect-error the key issuer.b is missing
    const missingKey: InWelsh<typeof sample> = { 'issuer.a': 'A' }
    const missingForm: InWelsh<typeof sample> = {
      'issuer.a': 'A',
      // @ts-expect-error five of the six forms are missing
      'issuer.b': { other: '{count}' },
    }
    // @ts-expect-error the key is of another room
    const otherRoom = { 'wallet.a': 'A' } as const satisfies Messages<'issuer'>
    expect([missingKey, missingForm, otherRoom]).toHaveLength(3)
  })
})

describe.each<[string, Sentences, Sentences]>([
  ['the servers', messagesIn('en'), messagesIn('cy')],
  ['the wallet’s app', appEnglish, appWelsh],
])('the two catalogues of %s', (_name, english, welsh) => {
  test('have the same keys', () => {
    expect(Object.keys(welsh).sort()).toEqual(Object.keys(english).sort())
  })

  test('have the same placeholders in each sentence, but for numbers that Welsh writes as words', () => {
    const differing = Object.keys(english).filter((key) => {
      const [inEnglish, inWelsh] = [placeholdersOf(english[key]), placeholdersOf(welsh[key])]
      return inEnglish.join() !== inWelsh.join()
    })
    expect(differing).toEqual([])
  })

  test('differ in nearly every sentence: what is the same was not translated, the console apart', () => {
    const speaksEnglishAlone = /^(console|employer|staff)\./
    const same = Object.keys(english)
      .filter((key) => !speaksEnglishAlone.test(key))
      .filter((key) => JSON.stringify(english[key]) === JSON.stringify(welsh[key]))
    expect(same.filter((key) => textsOf(english[key]).some((text) => /\s/.test(text)))).toEqual([])
  })

  test('use typographic apostrophes only, and no stray spaces', () => {
    const texts = [english, welsh].flatMap((messages) => Object.values(messages).flatMap(textsOf))
    expect(texts.filter((text) => /'|\s\s|^\s|\s$/.test(text))).toEqual([])
  })
})
