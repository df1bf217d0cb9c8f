import { describe, expect, test } from 'vitest'
import type { BadgeRow } from '../../../../wallet/core/record/badge-row.ts'
import { type BadgeState, badgeState } from '../../../../wallet/core/record/badge-state.ts'
import { rowOf } from './rows.ts'

const now = new Date('2026-11-22T10:00:00Z')
const revoked = { name: 'status', code: 'revoked' } as const
const expired = { name: 'dates', code: 'expired' } as const
const silent = { name: 'status', code: 'list_unreachable' } as const

describe('badgeState', () => {
  test.each<[BadgeState, string, Partial<BadgeRow>]>([
    ['good', 'it was proven lately', {}],
    ['good', 'it ends in 31 days', { validUntil: '2026-12-23T10:00:00Z' }],
    ['good', 'its end is no date', { validUntil: 'soon' }],
    ['ending', 'it ends in 30 days', { validUntil: '2026-12-22T10:00:00Z' }],
    ['ended', 'it ended since it was checked', { validUntil: '2026-11-22T09:59:59Z' }],
    ['ended', 'a check found that it had ended', { verdict: 'invalid', doubt: expired }],
    ['ended', 'it ended, and more is not known', { verdict: 'unknown', validUntil: '2026-01-01' }],
    ['bad', 'it was taken back', { verdict: 'invalid', doubt: revoked }],
    ['bad', 'it was taken back and ended', { ...bad(), validUntil: '2026-01-01T00:00:00Z' }],
    ['doubt', 'a check could not be made', { verdict: 'unknown', doubt: silent }],
    ['old', 'nobody asked for a month', { checkedAt: '2026-10-23T09:59:59Z' }],
    ['old', 'the time of the check is no time', { checkedAt: '' }],
    ['old', 'the check is from the future', { checkedAt: '2027-01-01T00:00:00Z' }],
  ])('is %s where %s', (state, _, change) => {
    expect(badgeState(rowOf(change), now)).toBe(state)
  })
})

function bad() {
  return { verdict: 'invalid', doubt: revoked } as const
}
