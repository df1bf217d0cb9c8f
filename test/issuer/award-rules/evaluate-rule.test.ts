import { describe, expect, test } from 'vitest'
import { evaluateRule, type ShownBadge } from '../../../issuer/award-rules/evaluate-rule.ts'
import { parseDid } from '../../../shared/did/did.ts'
import type { Verdict } from '../../../shared/verify/report.ts'

const harbour = parseDid('did:web:cardiff.example:providers:harbour-youth')
const stranger = 'did:web:stranger.example'

const shown = (need: number, verdict: Verdict, issuer: string = harbour): ShownBadge => ({
  need,
  report: { verdict, credential: { types: [], issuer: { id: issuer } } },
})

const needs = ['a/a', 'b/b', 'c/c']

describe('evaluateRule', () => {
  test.each<[string, number, ShownBadge[], ReturnType<typeof evaluateRule>]>([
    ['all proven', 3, [shown(0, 'valid'), shown(1, 'valid'), shown(2, 'valid')], { kind: 'met' }],
    ['as many as it takes', 2, [shown(2, 'valid'), shown(0, 'valid')], { kind: 'met' }],
    [
      'one shown twice counts once',
      2,
      [shown(0, 'valid'), shown(0, 'valid')],
      {
        kind: 'unmet',
        gaps: [
          { need: 1, reason: 'missing' },
          { need: 2, reason: 'missing' },
        ],
      },
    ],
    [
      'the better of two for one need counts',
      1,
      [shown(0, 'invalid'), shown(0, 'valid')],
      { kind: 'met' },
    ],
    [
      'what could not be checked does not count, and may make the difference',
      3,
      [shown(0, 'valid'), shown(1, 'unknown'), shown(2, 'valid')],
      { kind: 'unknown', gaps: [{ need: 1, reason: 'unknown' }] },
    ],
    [
      'what could not be checked makes no difference beside what is not valid',
      3,
      [shown(0, 'valid'), shown(1, 'unknown'), shown(2, 'invalid')],
      {
        kind: 'unmet',
        gaps: [
          { need: 1, reason: 'unknown' },
          { need: 2, reason: 'invalid' },
        ],
      },
    ],
    [
      'another issuer than those that are named',
      3,
      [shown(0, 'valid'), shown(1, 'valid', stranger), shown(2, 'valid')],
      { kind: 'unmet', gaps: [{ need: 1, reason: 'issuer' }] },
    ],
    [
      'nothing',
      1,
      [],
      {
        kind: 'unmet',
        gaps: [0, 1, 2].map((need) => ({ need, reason: 'missing' as const })),
      },
    ],
  ])('%s', (_, count, badges, finding) => {
    expect(evaluateRule({ needs, count, issuers: [harbour] }, badges)).toEqual(finding)
  })

  test('takes any issuer that is proven where none is named', () => {
    const rule = { needs: ['a/a'], count: 1, issuers: [] }
    expect(evaluateRule(rule, [shown(0, 'valid', stranger)])).toEqual({ kind: 'met' })
  })
})
