import { describe, expect, test } from 'vitest'
import { messagesIn } from '../../../shared/i18n/catalogue.ts'
import {
  checkSentence,
  checkTitle,
  verdictWord,
  wordsIn,
} from '../../../shared/i18n/check-sentences.ts'
import { sentenceOfVerdicts } from '../../../shared/i18n/check-words.ts'
import { languages } from '../../../shared/i18n/messages.ts'
import { checkCodes } from '../../../shared/verify/check-codes.ts'
import { checkNames } from '../../../shared/verify/check-names.ts'
import type { Check, Verdict } from '../../../shared/verify/report.ts'

const everyCheck = checkNames.flatMap((name) =>
  Object.entries(checkCodes[name]).map(([code, { result }]) => ({ name, code, result })),
)

describe('checkSentence', () => {
  test.each(languages)('has a sentence of its own for every code in %s', (language) => {
    const bare = everyCheck.filter(({ name, code }) => {
      const sentence = messagesIn(language)[`check.${name}.${code}`]
      return typeof sentence !== 'string' || !sentence.endsWith('.')
    })
    expect(bare).toEqual([])
  })

  test('says no two findings of a check with the same words', () => {
    const sentences = everyCheck.map(
      (check) => `${check.name} ${checkSentence(check as Check, 'en')}`,
    )
    expect(new Set(sentences).size).toBe(sentences.length)
  })

  test('falls back to the result for a code that it does not know', () => {
    // a report from a newer version, read from JSON, may carry any code
    const check = { name: 'status', code: 'brand_new', result: 'fail' } as unknown as Check
    expect(checkSentence(check, 'en')).toBe('Failed.')
    expect(checkSentence(check, 'cy')).toBe('Methodd.')
  })
})

describe('checkTitle', () => {
  test('names each check', () => {
    expect(checkNames.map((name) => checkTitle(name, 'en'))).toEqual([
      'Well formed',
      'Not changed',
      'Signed by the awarder',
      'In date',
      'Not taken back',
      'Vouched for by a city',
      'In the city’s log',
      'Shown by its owner',
      'The right person',
      'Backed by others',
    ])
  })
})

describe('verdictWord', () => {
  test('never says valid of what is unknown', () => {
    const verdicts: Verdict[] = ['valid', 'unknown', 'invalid']
    expect(verdicts.map((verdict) => verdictWord(verdict, 'en'))).toEqual([
      'Proven',
      'Could not be checked',
      'Not valid',
    ])
  })
})

describe('sentenceOfVerdicts', () => {
  const [v, u, i] = ['valid', 'unknown', 'invalid'] as const
  test.each<[Verdict[], string, string]>([
    [[], 'No badge was shown.', 'Ni ddangoswyd unrhyw fathodyn.'],
    [[v], 'The badge is proven.', 'Mae’r bathodyn wedi’i brofi.'],
    [[u], 'The badge could not be checked.', 'Ni ellid gwirio’r bathodyn.'],
    [[i], 'The badge is not valid.', 'Nid yw’r bathodyn yn ddilys.'],
    [[v, v], 'Both badges are proven.', 'Mae’r ddau fathodyn wedi’u profi.'],
    [
      [v, v, v, v, v, u],
      '5 of 6 badges are proven. 1 could not be checked.',
      'Allan o 6 o fathodynnau, mae 5 wedi’u profi. Ni ellid gwirio 1.',
    ],
    [
      [v, u, i, i],
      '1 of 4 badges is proven. 2 are not valid. 1 could not be checked.',
      'Allan o 4 o fathodynnau, mae 1 wedi’i brofi. Nid yw 2 yn ddilys. Ni ellid gwirio 1.',
    ],
    [
      [u, i],
      'None of the 2 badges is proven. 1 is not valid. 1 could not be checked.',
      'Nid yw’r naill na’r llall o’r ddau fathodyn wedi’i brofi. Nid yw 1 yn ddilys. Ni ellid gwirio 1.',
    ],
  ])('%j', (verdicts, english, welsh) => {
    expect(sentenceOfVerdicts(verdicts, wordsIn.en)).toBe(english)
    expect(sentenceOfVerdicts(verdicts, wordsIn.cy)).toBe(welsh)
  })
})
