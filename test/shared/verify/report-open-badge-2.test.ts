import { describe, expect, test } from 'vitest'
import { reportOpenBadge2 } from '../../../shared/verify/report-open-badge-2.ts'
import { createTestClock } from '../../support/clock.ts'

describe('reportOpenBadge2', () => {
  test('says what the badge says, and that nothing of it was checked', () => {
    const clock = createTestClock()
    const badge = {
      securing: 'signed' as const,
      text: 'a.b.c',
      assertion: {},
      id: 'https://example.org/assertion',
      badgeClass: {
        id: 'https://example.org/class',
        name: 'Robotics',
        description: 'Builds robots',
        criteria: { narrative: 'Build one' },
        image: { id: 'https://example.org/robot.png' },
        alignment: { targetName: 'Soldering', targetUrl: 'https://example.org/soldering' },
      },
      issuer: { id: 'https://example.org/org', name: 'Makers' },
      issuedOn: '2016-12-31T23:59:59Z',
      expires: '2017-06-30T22:59:59Z',
    }
    const { checks, ...report } = reportOpenBadge2(badge, clock)
    expect(report).toEqual({
      kind: 'credential',
      verdict: 'unknown',
      credential: {
        types: ['Assertion'],
        id: 'https://example.org/assertion',
        issuer: { id: 'https://example.org/org', name: 'Makers' },
        achievement: {
          id: 'https://example.org/class',
          name: 'Robotics',
          description: 'Builds robots',
          criteria: 'Build one',
          image: 'https://example.org/robot.png',
          skills: [{ name: 'Soldering', url: 'https://example.org/soldering' }],
        },
        validFrom: '2016-12-31T23:59:59Z',
        validUntil: '2017-06-30T22:59:59Z',
      },
      securedWith: 'open-badge-2-signed',
      checkedAt: clock().toISOString(),
    })
    expect(new Set(checks.map(({ result, code }) => `${result} ${code}`))).toEqual(
      new Set(['unknown open_badge_2', 'unknown not_checked']),
    )
  })

  test('makes nothing up for a badge that says hardly anything', () => {
    const bare = {
      securing: 'hosted' as const,
      text: '{}',
      assertion: {},
      badgeClass: {},
      issuer: { id: 7 },
    }
    expect(reportOpenBadge2(bare, createTestClock()).credential).toEqual({
      types: ['Assertion'],
      issuer: { id: '' },
      achievement: { id: '', name: '' },
    })
  })
})
