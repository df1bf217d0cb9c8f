import { describe, expect, it } from 'vitest'
import { checkDates } from '../../../shared/verify/dates-check.ts'
import { momentOf } from '../../../shared/verify/moment.ts'

const now = new Date('2026-11-22T10:00:00Z')
const moment = momentOf(now)

describe('checkDates', () => {
  it.each([
    ['no dates at all', {}, 'ok'],
    [
      'a span around now',
      { validFrom: '2026-01-01T00:00:00Z', validUntil: '2027-01-01T00:00:00Z' },
      'ok',
    ],
    ['the year 2038', { validUntil: '2038-01-19T03:14:08Z' }, 'ok'],
    ['the year 9999', { validUntil: '9999-12-31T23:59:59Z' }, 'ok'],
    ['a start in the year 1', { validFrom: '0001-01-01T00:00:00Z' }, 'ok'],
    ['an offset', { validFrom: '2026-11-22T15:00:00+05:00' }, 'ok'],
    ['a start that a clock may be behind of', { validFrom: '2026-11-22T10:01:00Z' }, 'ok'],
    ['a start one second later', { validFrom: '2026-11-22T10:01:01Z' }, 'not_yet_valid'],
    ['an end that a clock may be ahead of', { validUntil: '2026-11-22T09:59:00Z' }, 'ok'],
    ['an end one second earlier', { validUntil: '2026-11-22T09:58:59Z' }, 'expired'],
    ['a start in 2038', { validFrom: '2038-01-19T03:14:08Z' }, 'not_yet_valid'],
    ['an end in the year 1', { validUntil: '0001-01-01T00:00:00Z' }, 'expired'],
    ['a day that no calendar has', { validUntil: '2027-02-31T00:00:00Z' }, 'malformed'],
    ['a date alone', { validUntil: '2027-01-01' }, 'malformed'],
    ['a start without an offset, in UTC', { validFrom: '2026-11-22T10:01:00' }, 'ok'],
    ['such a start one second later', { validFrom: '2026-11-22T10:01:01' }, 'not_yet_valid'],
    ['an end without an offset, in UTC', { validUntil: '2026-11-22T09:59:00.000' }, 'ok'],
    ['such an end one second earlier', { validUntil: '2026-11-22T09:58:59' }, 'expired'],
    ['no offset and no seconds', { validUntil: '2027-01-01T00:00' }, 'malformed'],
    [
      'a day without an offset that no calendar has',
      { validUntil: '2027-02-31T00:00:00' },
      'malformed',
    ],
    ['seconds since 1970', { validUntil: 1_800_000_000 }, 'malformed'],
    ['null', { validUntil: null }, 'malformed'],
    ['a year of five digits', { validUntil: '10000-01-01T00:00:00Z' }, 'ok'],
  ])('judges %s', (_, document, code) => {
    expect(checkDates(document, {}, moment).code).toBe(code)
  })

  it.each([
    ['made now', { created: '2026-11-22T10:00:00Z' }, 'ok'],
    ['made within the skew', { created: '2026-11-22T10:01:00Z' }, 'ok'],
    ['made in the future', { created: '2026-11-22T10:01:01Z' }, 'proof_from_future'],
    ['made within the skew, without an offset', { created: '2026-11-22T10:01:00' }, 'ok'],
    [
      'made in the future, without an offset',
      { created: '2026-11-22T10:01:01' },
      'proof_from_future',
    ],
    ['expired, without an offset', { expires: '2026-11-22T09:58:59' }, 'proof_expired'],
    ['made in the future, in seconds', { created: 1_795_341_661 }, 'proof_from_future'],
    ['not to be used yet', { notBefore: 1_795_341_661 }, 'not_yet_valid'],
    ['expired', { expires: '2026-11-22T09:58:59Z' }, 'proof_expired'],
    ['expired, in seconds', { expires: 1_795_341_538 }, 'proof_expired'],
    ['expiring within the skew', { expires: 1_795_341_540 }, 'ok'],
    ['expiring in the year 9999', { expires: 253_402_300_799 }, 'ok'],
    ['made at no time', { created: Number.NaN }, 'malformed'],
    ['expiring past all dates', { expires: 1e300 }, 'malformed'],
    ['made at a word', { created: 'yesterday' }, 'malformed'],
  ])('judges a proof %s', (_, times, code) => {
    expect(checkDates({}, times, moment).code).toBe(code)
  })
})

describe('momentOf', () => {
  it.each([
    [undefined, 60],
    [0, 0],
    [30, 30],
    [300, 60],
    [-10, 0],
    [Number.NaN, 0],
    [Number.POSITIVE_INFINITY, 60],
  ])('lets %s seconds of skew be %s', (asked, given) => {
    expect(momentOf(now, asked)).toEqual({ now, clockSkewSeconds: given })
  })
})
