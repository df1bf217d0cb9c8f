import { describe, expect, test } from 'vitest'
import { earnedAt, needKey, needsYou, trailOf } from '../../../../wallet/core/record/trail.ts'
import { rowOf } from './rows.ts'

const now = new Date('2026-11-22T10:00:00Z')
const revoked = { verdict: 'invalid', doubt: { name: 'status', code: 'revoked' } } as const

describe('earnedAt', () => {
  test.each([
    ['what the badge says', '2025-03-01T00:00:00+01:00', '2025-02-28T23:00:00.000Z'],
    ['when it came, where it says nothing that is a date', 'spring', '2026-11-20T09:00:00Z'],
    ['when it came, where it claims to be from later', '2031-01-01', '2026-11-20T09:00:00Z'],
  ])('is %s', (_, validFrom, at) => {
    expect(earnedAt(rowOf({ validFrom }))).toBe(at)
  })
})

describe('trailOf', () => {
  test('goes back month by month, whatever order the badges came in', () => {
    const rows = ['2026-03-02', '2026-11-01', '2024-03-09', '2026-11-12', '2026-03-30'].map(
      (validFrom, index) => rowOf({ id: String(index), validFrom: `${validFrom}T12:00:00Z` }),
    )
    expect(
      trailOf(rows).map(({ month, rows: each }) => [month, each.map(({ id }) => id).join()]),
    ).toEqual([
      ['2026-11', '3,1'],
      ['2026-03', '4,0'],
      ['2024-03', '2'],
    ])
    expect(trailOf([])).toEqual([])
  })
})

describe('needsYou', () => {
  const rows = [
    rowOf({ id: 'good' }),
    rowOf({ id: 'ended', validUntil: '2026-11-01T00:00:00Z' }),
    rowOf({ id: 'over', validUntil: '2025-01-01T00:00:00Z' }),
    rowOf({ id: 'ending', validUntil: '2026-12-01T00:00:00Z' }),
    rowOf({ id: 'doubt', verdict: 'unknown', doubt: { name: 'status', code: 'list_unreachable' } }),
    rowOf({ id: 'bad', ...revoked }),
    rowOf({ id: 'old', checkedAt: '2025-01-01T00:00:00Z' }),
  ]

  test('puts what is wrong first, and leaves out what ended long ago', () => {
    expect(needsYou(rows, now).map(({ row, state }) => [row.id, state].join(' '))).toEqual([
      'bad bad',
      'doubt doubt',
      'ending ending',
      'ended ended',
    ])
  })

  test('leaves out what was settled, until there is other trouble', () => {
    const settled = needsYou(rows, now).map(needKey)
    expect(needsYou(rows, now, (need) => settled.includes(needKey(need)))).toEqual([])
    const worse = rowOf({ id: 'doubt', ...revoked })
    expect(needsYou([worse], now, (need) => settled.includes(needKey(need)))).toHaveLength(1)
  })
})
