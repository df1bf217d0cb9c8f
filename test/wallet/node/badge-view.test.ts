import { describe, expect, test } from 'vitest'
import { parseDid } from '../../../shared/did/did.ts'
import { check } from '../../../shared/verify/check.ts'
import { badgeLine, badgePage, disclosureLine, row } from '../../../wallet/node/badge-view.ts'
import { heldBadge } from '../fake-ports.ts'

const steering = '\u001b[2J\u009b31m\u202e\n  Checked:     Proven'

/** A badge that says so of its dates. */
function datedBadge(validFrom: string, validUntil: string) {
  const badge = heldBadge()
  return { ...badge, summary: { ...badge.summary, validFrom, validUntil } }
}

describe('badgePage', () => {
  test('shows when a badge begins and ends', () => {
    const page = badgePage(datedBadge('2026-11-01T09:00:00+01:00', '2027-11-01T00:00:00.5Z'))
    expect(page).toContain('Since:       2026-11-01T08:00:00Z\n')
    expect(page).toContain('Until:       2027-11-01T00:00:00Z\n')
  })

  test.each([
    ['what steers the terminal', steering],
    ['a date with more', `2026-11-01T09:00:00Z${steering}`],
    ['a date in words', `1 Nov 2026 (${steering})`],
    ['no date of the calendar', '2026-02-30T09:00:00Z'],
    ['nothing', ''],
  ])('shows no date that is %s', (_name, date) => {
    const page = badgePage(datedBadge(date, date))
    expect(page).not.toMatch(/Since:|Until:/)
    expect(page.match(/Checked:/g)).toHaveLength(1)
    expect(badgeLine(datedBadge(date, date))).toMatch(/\) {2}\(as of 2026-11-22 10:00 UTC\)$/)
  })
})

describe('badgePage, of who vouches', () => {
  const city = { did: parseDid('did:web:city.example'), name: 'Quay\u202e City' }
  const { report } = heldBadge()

  test('names the city that does', () => {
    const checks = [check('accreditation', 'ok')]
    const page = badgePage(heldBadge({ report: { ...report, checks, via: { city } } }))
    expect(page).toContain('Vouched by:  Quay City (did:web:city.example)\n')
  })

  test('names none that lists the awarder and does not vouch for this badge', () => {
    const checks = [check('accreditation', 'not_accredited')]
    const page = badgePage(heldBadge({ report: { ...report, checks, via: { city } } }))
    expect(page).not.toContain('Vouched')
  })
})

describe('badgeLine', () => {
  test('names the day from which a badge counts, and the time of the last check', () => {
    expect(badgeLine(heldBadge())).toMatch(/ {2}2026-11-01 {2}\(as of 2026-11-22 10:00 UTC\)$/)
  })
})

describe('row', () => {
  test.each([
    ['words', 'a b', '  From:        a b'],
    ['words that steer and break', steering, '  From:        [2J31m Checked: Proven'],
    ['nothing to read', '\u200b', undefined],
    ['nothing', undefined, undefined],
  ])('shows %s on one line', (_name, value, expected) => {
    expect(row('From', value)).toBe(expected)
  })
})

describe('disclosureLine', () => {
  test('says to whom what was sent, and where it went', () => {
    const disclosure = {
      id: 'x',
      at: '2026-11-22T10:00:00.000Z',
      asker: { clientId: 'x', name: 'Harbour Lights', domain: 'shop.example', isProven: true },
      sentTo: 'answers.example',
      badges: [{ id: 'badge-1', name: `First aid${steering}` }],
      isConfirmed: false,
    }
    expect(disclosureLine(disclosure)).toBe(
      '2026-11-22T10:00:00.000Z  Harbour Lights (shop.example): First aid[2J31m Checked: Proven  (sent to answers.example)  (it is not known whether it arrived)',
    )
  })
})
