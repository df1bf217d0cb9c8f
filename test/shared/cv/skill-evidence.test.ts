import { describe, expect, test } from 'vitest'
import { skillEvidence } from '../../../shared/cv/skill-evidence.ts'
import type { EvidenceStrength } from '../../../shared/skills/evidence-strength.ts'
import type { HowShown } from '../../../shared/skills/how-shown.ts'
import type { Check, CredentialReport, Verdict } from '../../../shared/verify/report.ts'

const check = (name: Check['name'], code: Check['code']): Check => ({
  name,
  code,
  result: 'pass',
  detail: '',
})

function report(
  skills: string[],
  howShown?: HowShown,
  more: { verdict?: Verdict; checks?: Check[]; issuer?: string } = {},
): CredentialReport {
  const { verdict = 'valid', checks = [], issuer = 'did:web:city.example:quay' } = more
  return {
    kind: 'credential',
    verdict,
    checks,
    credential: {
      types: ['OpenBadgeCredential'],
      issuer: { id: issuer },
      subjectId: 'did:key:z6MkSam',
      achievement: {
        id: 'https://city.example/badges/1',
        name: 'Badge',
        ...(howShown && { howShown }),
        skills: skills.map((name) => ({ name })),
      },
    },
    checkedAt: '2026-11-22T10:00:00Z',
  }
}

const found = (...reports: CredentialReport[]) =>
  skillEvidence(reports).map(({ skill, strength, badges }) => [
    skill,
    strength,
    badges.map(({ index }) => index),
  ])

describe('skillEvidence', () => {
  test('gives each skill its strongest evidence and all badges behind it', () => {
    const reports = [
      report(['First aid', 'Teamwork'], 'attended'),
      report(['first  AID'], 'assessed'),
      report(['Teamwork'], 'peer-reviewed', { checks: [check('endorsements', 'ok')] }),
      report(['Cooking']),
    ]
    expect(found(...reports)).toEqual([
      ['First aid', 'assessed', [1, 0]],
      ['Teamwork', 'endorsed', [2, 0]],
      ['Cooking', 'not-stated', [3]],
    ])
  })

  test.each<[string, CredentialReport]>([
    ['is not valid', report(['First aid'], 'assessed', { verdict: 'invalid' })],
    ['could not be checked', report(['First aid'], 'assessed', { verdict: 'unknown' })],
    [
      'copies the achievement of another awarder',
      report(['First aid'], 'assessed', {
        checks: [check('accreditation', 'achievement_of_another')],
      }),
    ],
  ])('takes nothing from a badge that %s', (_, doubtful) => {
    expect(found(doubtful)).toEqual([])
  })

  test('takes what a person awards to themselves for their own word', () => {
    expect(found(report(['First aid'], 'assessed', { issuer: 'did:key:z6MkSam' }))).toEqual([
      ['First aid', 'self-stated' satisfies EvidenceStrength, [0]],
    ])
  })

  test('adds the person’s own skills where no badge speaks of them', () => {
    const reports = [report(['First aid'], 'attended')]
    expect(skillEvidence(reports, ['FIRST AID', 'Knots', 'knots', ' \u200b'])).toEqual([
      { skill: 'First aid', strength: 'attended', badges: [{ index: 0, strength: 'attended' }] },
      { skill: 'Knots', strength: 'self-stated', badges: [] },
    ])
  })
})
