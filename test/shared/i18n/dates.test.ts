import { describe, expect, test } from 'vitest'
import { formatDate, formatDateTime, formatMonth } from '../../../shared/i18n/dates.ts'

describe('formatDate', () => {
  test.each([
    ['2026-11-22T10:00:00Z', '22 November 2026', '22 Tachwedd 2026'],
    // British summer time: already the next day
    ['2026-06-30T23:30:00Z', '1 July 2026', '1 Gorffennaf 2026'],
    ['9999-12-31T00:00:00Z', '31 December 9999', '31 Rhagfyr 9999'],
  ])('%s', (iso, english, welsh) => {
    expect(formatDate(iso, 'en')).toBe(english)
    expect(formatDate(iso, 'cy')).toBe(welsh)
  })

  test('takes another time zone', () => {
    expect(formatDate('2026-06-30T23:30:00Z', 'en', 'UTC')).toBe('30 June 2026')
  })
})

describe('formatDateTime', () => {
  test.each([
    ['2026-11-22T10:05:00Z', '22 November 2026, 10:05 GMT', '22 Tachwedd 2026, 10:05 GMT'],
    ['2026-07-01T23:05:00Z', '2 July 2026, 00:05 BST', '2 Gorffennaf 2026, 00:05 BST'],
  ])('%s', (iso, english, welsh) => {
    expect(formatDateTime(iso, 'en')).toBe(english)
    expect(formatDateTime(iso, 'cy')).toBe(welsh)
  })
})

describe('formatMonth', () => {
  test.each([
    ['2026-01', 'January 2026', 'Ionawr 2026'],
    ['2026-12', 'December 2026', 'Rhagfyr 2026'],
    ['1969-07', 'July 1969', 'Gorffennaf 1969'],
  ])('%s', (month, english, welsh) => {
    expect([formatMonth(month, 'en'), formatMonth(month, 'cy')]).toEqual([english, welsh])
  })
})
