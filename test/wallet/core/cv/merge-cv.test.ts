import { describe, expect, test } from 'vitest'
import type { OwnWords } from '../../../../shared/cv/own-words.ts'
import type { Cv } from '../../../../wallet/core/cv/cv.ts'
import { mergeCv } from '../../../../wallet/core/cv/merge-cv.ts'

const words: OwnWords = { language: 'en', work: [], education: [], skills: [] }
const base: Cv = {
  id: 'cv',
  title: 'For the harbour',
  badgeIds: ['a', 'b'],
  ownWords: {
    ...words,
    name: 'Sam',
    about: 'I like boats. I can swim.',
    work: [{ what: 'Sailing helper', where: 'Harbour' }],
    skills: ['Knots'],
  },
  createdAt: '2026-11-20T09:00:00Z',
  updatedAt: '2026-11-20T09:00:00Z',
}

const withWords = (changes: Partial<OwnWords>): Cv => ({
  ...base,
  ownWords: { ...base.ownWords, ...changes },
})
/** The words that two sides made of the same CV. */
const merged = (mine: Partial<OwnWords>, theirs: Partial<OwnWords>) =>
  mergeCv(base, withWords(mine), withWords(theirs)).ownWords

describe('mergeCv', () => {
  test('keeps what each side changed', () => {
    const mine = { ...withWords({ email: 'sam@learner.example', skills: ['Knots', 'Tides'] }) }
    const theirs: Cv = {
      ...withWords({ language: 'cy', education: [{ what: 'GCSE' }] }),
      title: 'For the port',
      badgeIds: ['b', 'a', 'c'],
      updatedAt: '2026-11-22T09:00:00Z',
    }
    const both = {
      ...theirs,
      ownWords: {
        ...base.ownWords,
        ...{ language: 'cy', email: 'sam@learner.example', skills: ['Knots', 'Tides'] },
        education: [{ what: 'GCSE' }],
      },
    }
    expect(mergeCv(base, mine, theirs)).toEqual(both)
    expect(mergeCv(base, theirs, mine)).toEqual(both)
    expect(mergeCv(base, mine, mine)).toEqual(mine)
    expect(mergeCv(base, mine, base)).toEqual(mine)
  })

  test.each<[string, Partial<OwnWords>, Partial<OwnWords>, Partial<OwnWords>]>([
    [
      'two places of one text',
      { about: 'I love boats. I can swim.' },
      { about: 'I like boats. I can swim and dive.' },
      { about: 'I love boats. I can swim and dive.' },
    ],
    [
      'the same place of one text: both words stay',
      { about: 'I love boats. I can swim.' },
      { about: 'I build boats. I can swim.' },
      { about: 'I build love boats. I can swim.' },
    ],
    [
      'one line: both words stay',
      { name: 'Sam Jones' },
      { name: 'Samuel' },
      { name: 'Samuel Sam Jones' },
    ],
    [
      'a line that one goes on with',
      { place: 'Cardiff' },
      { place: 'Cardiff Bay' },
      { place: 'Cardiff Bay' },
    ],
    [
      'a line taken away, and left',
      { name: undefined },
      { place: 'Cardiff' },
      { name: undefined, place: 'Cardiff' },
    ],
    [
      'one entry in two fields',
      { work: [{ what: 'Sailing helper', where: 'Harbour', from: '2024' }] },
      { work: [{ what: 'Sailing leader', where: 'Harbour' }] },
      { work: [{ what: 'Sailing leader', where: 'Harbour', from: '2024' }] },
    ],
    [
      'an entry on each side',
      { work: [{ what: 'Cook' }, ...base.ownWords.work] },
      { work: [...base.ownWords.work, { what: 'Baker' }] },
      { work: [{ what: 'Cook' }, ...base.ownWords.work, { what: 'Baker' }] },
    ],
    [
      'an entry in the same place on each side: both stay',
      { work: [...base.ownWords.work, { what: 'Cook' }] },
      { work: [...base.ownWords.work, { what: 'Baker' }] },
      { work: [...base.ownWords.work, { what: 'Baker' }, { what: 'Cook' }] },
    ],
    [
      'an entry taken away here and changed there: the change stays',
      { work: [] },
      { work: [{ what: 'Sailing leader' }] },
      { work: [{ what: 'Sailing leader' }] },
    ],
    [
      'a skill taken out and one put in',
      { skills: [] },
      { skills: ['Knots', 'Tides'] },
      { skills: ['Tides'] },
    ],
  ])('merges %s', (_, mine, theirs, both) => {
    const { name, ...rest } = { ...base.ownWords, ...both }
    expect(merged(mine, theirs)).toEqual(name === undefined ? rest : { ...rest, name })
  })

  test('keeps the longer of two texts that are too long together', () => {
    const [long, longer] = ['x '.repeat(1_000), 'y '.repeat(1_100)]
    expect(merged({ about: long }, { about: longer }).about).toBe(longer)
    expect(merged({ about: longer }, { about: long }).about).toBe(longer)
  })

  test('takes badges out that either took out, and keeps the order of who changed it', () => {
    const of = (...badgeIds: string[]): Cv => ({ ...base, badgeIds })
    expect(mergeCv(base, of('b'), of('a', 'b', 'c')).badgeIds).toEqual(['b', 'c'])
    expect(mergeCv(base, of('b', 'a'), of('b')).badgeIds).toEqual(['b'])
    expect(mergeCv(base, of('a', 'b'), of('c', 'b', 'a')).badgeIds).toEqual(['c', 'b', 'a'])
  })
})
