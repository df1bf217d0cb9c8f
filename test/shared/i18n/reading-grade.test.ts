import { describe, expect, test } from 'vitest'
import { messagesIn } from '../../../shared/i18n/catalogue.ts'
import type { Message } from '../../../shared/i18n/messages.ts'
import { appEnglish } from '../../../shared/i18n/wallet-app/app-en.ts'
import { countSyllables, readingGrade } from '../../support/reading-grade.ts'

const highestGrade = 6

/** Labels of up to three words are names of things; what has four words or an end is a sentence. */
function isSentence(text: string): boolean {
  return /[.!?]$/.test(text) || text.split(/\s+/).length > 3
}

const messages: Readonly<Record<string, Message>> = { ...messagesIn('en'), ...appEnglish }

const englishTexts = Object.entries(messages).flatMap(([key, message]) =>
  (typeof message === 'string' ? [message] : Object.values(message)).map((text) => ({ key, text })),
)

describe('the English catalogue', () => {
  test(`is at reading grade ${highestGrade} or below in every sentence`, () => {
    const tooHard = englishTexts
      .map(({ key, text }) => ({ key, text, plain: text.replace(/\{\w+\}/g, 'it') }))
      .filter(({ plain }) => isSentence(plain) && readingGrade(plain) > highestGrade)
      .map(({ key, text, plain }) => `${key} is at ${readingGrade(plain).toFixed(1)}: ${text}`)
    expect(tooHard).toEqual([])
  })

  test('says nothing in words that only experts know, but for the labels under a disclosure', () => {
    const expert =
      /\b(DIDs?|VCs?|[Cc]redential|[Hh]older|[Ii]ssuer|[Vv]erifier|[Pp]resentation|[Cc]ryptograph)/
    const labels = ['report.issuer-id', 'report.holder-id']
    const offenders = englishTexts
      .filter(({ key, text }) => expert.test(text) && !labels.includes(key))
      .map(({ key, text }) => `${key}: ${text}`)
    expect(offenders).toEqual([])
  })
})

describe('readingGrade', () => {
  test('follows the formula', () => {
    // 6 words, 6 syllables, 1 sentence: 0.39 × 6 + 11.8 × 1 − 15.59
    expect(readingGrade('The cat sat on the mat.')).toBeCloseTo(-1.45)
  })

  test('errs on the strict side where vowels could be spoken either way', () => {
    // usually given as 11.3, with `Australian` in three syllables
    const text = 'The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.'
    expect(readingGrade(text)).toBeCloseTo(13.08)
  })

  test('counts each sentence', () => {
    expect(readingGrade('We went home. We ate.')).toBeLessThan(
      readingGrade('We went home as we ate.'),
    )
  })
})

describe('countSyllables', () => {
  test.each([
    ['badge', 1],
    ['changed', 1],
    ['wanted', 2],
    ['watches', 2],
    ['notes', 1],
    ['people', 2],
    ['being', 2],
    ['created', 3],
    ['issuer', 3],
    ['earlier', 3],
    ['idea', 3],
    ['award', 2],
    ['accreditation', 5],
    ['peer-reviewed', 3],
    ['awarder’s', 3],
    ['12', 1],
  ])('%s has %i', (word, syllables) => {
    expect(countSyllables(word)).toBe(syllables)
  })
})
