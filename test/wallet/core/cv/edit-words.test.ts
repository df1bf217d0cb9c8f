import { describe, expect, test } from 'vitest'
import type { OwnWords } from '../../../../shared/cv/own-words.ts'
import {
  skillsOfLines,
  tidyWords,
  withDetail,
  withLine,
} from '../../../../wallet/core/cv/edit-words.ts'

const none: OwnWords = { language: 'en', work: [], education: [], skills: [] }

describe('withLine', () => {
  test('writes a line as it is typed, and forgets an empty one', () => {
    const named = withLine(none, 'name', 'Sam ')
    expect(named).toEqual({ ...none, name: 'Sam ' })
    expect(withLine(named, 'name', '')).toEqual(none)
  })
})

describe('withDetail', () => {
  test('writes a detail, and forgets an empty one but for what it is about', () => {
    const entry = withDetail({ what: 'Helper' }, 'where', 'Quay')
    expect(entry).toEqual({ what: 'Helper', where: 'Quay' })
    expect(withDetail(entry, 'where', '')).toEqual({ what: 'Helper' })
    expect(withDetail(entry, 'what', '')).toEqual({ what: '', where: 'Quay' })
  })
})

describe('skillsOfLines', () => {
  test('keeps what is being typed, within bounds', () => {
    expect(skillsOfLines('Knots\n\nTe')).toEqual(['Knots', '', 'Te'])
    expect(skillsOfLines('x'.repeat(500))).toEqual(['x'.repeat(200)])
    expect(skillsOfLines('\n'.repeat(500))).toHaveLength(60)
  })
})

describe('tidyWords', () => {
  test('leaves out lines without words and entries without content', () => {
    const typed: OwnWords = {
      ...none,
      name: ' Sam ',
      place: '  ',
      work: [{ what: ' ' }, { what: '', where: 'Quay' }],
      education: [{ what: '' }],
      skills: [' Knots ', '', ' '],
    }
    expect(tidyWords(typed)).toEqual({
      ...none,
      name: 'Sam',
      work: [{ what: '', where: 'Quay' }],
      skills: ['Knots'],
    })
  })
})
