import { describe, expect, test } from 'vitest'
import { readPeople } from '../../../issuer/groups/people-lines.ts'
import { processorTime } from '../../support/processor-time.ts'

describe('readPeople', () => {
  test.each([
    ['sam@mail.example', { email: 'sam@mail.example', name: null }],
    ['SAM@Mail.example , Sam Jones', { email: 'sam@mail.example', name: 'Sam Jones' }],
    ['sam@mail.example;Siân', { email: 'sam@mail.example', name: 'Siân' }],
    ['sam@mail.example\tSam', { email: 'sam@mail.example', name: 'Sam' }],
    ['sam@mail.example, Sam, cy', { email: 'sam@mail.example', name: 'Sam', language: 'cy' }],
    ['sam@mail.example; EN', { email: 'sam@mail.example', name: null, language: 'en' }],
    ['sam@mail.example, Jo', { email: 'sam@mail.example', name: 'Jo' }],
    ['Sam <sam@mail.example>, cy', { email: 'sam@mail.example', name: 'Sam', language: 'cy' }],
    ['Sam <sam@mail.example>,\tcy ', { email: 'sam@mail.example', name: 'Sam', language: 'cy' }],
    ['sam@mail.example\tcy', { email: 'sam@mail.example', name: null, language: 'cy' }],
    ['Sam Jones, sam@mail.example', { email: 'sam@mail.example', name: 'Sam Jones' }],
    [
      'Sam ; Jones;\tsam@mail.example;cy',
      { email: 'sam@mail.example', name: 'Sam Jones', language: 'cy' },
    ],
    ['"Sam, Jr" <sam@mail.example>', { email: 'sam@mail.example', name: 'Sam, Jr' }],
  ])('reads %s', (line, person) => {
    expect(readPeople(line)).toEqual({
      people: [{ language: null, ...person }],
      faultyLines: [],
    })
  })

  test.each([
    'Sam',
    'sam@',
    '<>',
    'a@mail.example <b',
    `a@mail.example, ${'x'.repeat(201)}`,
    'a@mail.example, \u202eb',
  ])('finds nobody in %s', (line) =>
    expect(readPeople(`\n${line}\r\n`)).toEqual({ people: [], faultyLines: [2] }),
  )

  test.each([
    ['tabs', '\t'],
    ['spaces', ' '],
    ['parts', ',\tcy'],
    ['brackets', '<'],
  ])('does not try %s with each other', (_, part) => {
    const line = `a${part.repeat(250_000 / part.length)}!`
    const milliseconds = processorTime(() =>
      expect(readPeople(line)).toEqual({ people: [], faultyLines: [1] }),
    )
    expect(milliseconds).toBeLessThan(1_000)
  })

  test('reads an address once', () => {
    expect(readPeople('a@mail.example, Ann\nA@mail.example').people).toEqual([
      { email: 'a@mail.example', name: 'Ann', language: null },
    ])
  })
})
