import { describe, expect, test } from 'vitest'
import { dayOf, daysOf, readPeopleLines, zNewActivity } from '../../../issuer/registers/activity.ts'

describe('readPeopleLines', () => {
  test.each([
    ['Sam Jones', [{ name: 'Sam Jones' }]],
    ['Sam Jones, sam@mail.example', [{ name: 'Sam Jones', email: 'sam@mail.example' }]],
    ['sam@mail.example\tSam Jones', [{ name: 'Sam Jones', email: 'sam@mail.example' }]],
    ['Sam Jones <sam@mail.example>;', [{ name: 'Sam Jones', email: 'sam@mail.example' }]],
    ['Siân\r\n\r\n  Bo  \n', [{ name: 'Siân' }, { name: 'Bo' }]],
    ['', []],
  ])('reads %j', (text, people) => {
    expect(readPeopleLines(text)).toEqual({ people, faults: [] })
  })

  test.each([
    ['Sam\nsam@mail.example', { line: 2, kind: 'name' }],
    ['Sam, sam@', { line: 1, kind: 'email' }],
    ['Sam, sam@mail.example\r\nBcc: x@y', { line: 2, kind: 'email' }],
    ['a\u202eb', { line: 1, kind: 'name' }],
    [`${'a'.repeat(201)}`, { line: 1, kind: 'name' }],
  ])('says which line of %j is wrong', (text, fault) => {
    expect(readPeopleLines(text).faults).toEqual([fault])
  })
})

describe('daysOf', () => {
  test.each([
    [{ count: 3, every: 'week' }, ['2026-10-20', '2026-10-27', '2026-11-03']],
    [{ count: 2, every: 'fortnight' }, ['2026-10-20', '2026-11-03']],
    [{ count: 2, every: 'day' }, ['2026-10-20', '2026-10-21']],
  ] as const)('%j, over the end of summer time', (series, days) => {
    expect(daysOf('2026-10-20', series)).toEqual(days)
  })
})

describe('dayOf', () => {
  test('is the day in the city', () => {
    expect(dayOf(new Date('2026-07-01T23:30:00Z'))).toBe('2026-07-02')
  })
})

describe('zNewActivity', () => {
  const good = { name: 'Open night', badge: 'open-night', sessions: ['2026-11-03'] }

  test('takes what is whole', () => {
    expect(zNewActivity.parse(good)).toEqual({ ...good, people: [] })
  })

  test.each([
    { ...good, sessions: [] },
    { ...good, sessions: ['2026-02-30'] },
    { ...good, sessions: ['2026-11-03', '2026-11-03'] },
    { ...good, needed: 2 },
    { ...good, needed: 0 },
    { ...good, badge: '../x' },
    { ...good, name: 'a\nb' },
    { ...good, provider: 'dock-makers' },
    { ...good, people: [{ name: 'x', awardId: 'y' }] },
  ])('refuses %j', (body) => {
    expect(zNewActivity.safeParse(body).success).toBe(false)
  })
})
