import { describe, expect, it } from 'vitest'
import { check } from '../../../shared/verify/check.ts'
import type { Check, CredentialReport } from '../../../shared/verify/report.ts'
import { isUnreached } from '../../../shared/verify/unreached.ts'

function report(verdict: CredentialReport['verdict'], ...checks: Check[]): CredentialReport {
  return { kind: 'credential', verdict, checks, checkedAt: '2026-11-22T10:00:00.000Z' }
}

describe(isUnreached, () => {
  it.each([
    check('issuer-key', 'issuer_unreachable'),
    check('status', 'list_unreachable'),
    check('proof', 'hosted_unreachable'),
    check('accreditation', 'trust_list_unavailable'),
    check('log', 'log_unavailable'),
  ])('is so while $name says $code, if that leaves the verdict open', (silent) => {
    expect(isUnreached(report('unknown', silent))).toBe(true)
    expect(isUnreached(report('valid', silent))).toBe(false)
    expect(isUnreached(report('invalid', silent, check('dates', 'expired')))).toBe(false)
  })

  it.each([
    check('shape', 'open_badge_2'),
    check('proof', 'unsupported'),
    check('accreditation', 'not_in_log'),
    check('log', 'not_logged'),
  ])('is not so where $name says $code: asking again changes nothing', (open) => {
    expect(isUnreached(report('unknown', open))).toBe(false)
  })

  it('is so for a presentation with one such badge, or whose holder could not be looked up', () => {
    const { verdict, checkedAt } = report('unknown')
    const shown = { kind: 'presentation', verdict, checkedAt } as const
    const silent = report('unknown', check('status', 'list_unreachable'))
    const holder = check('holder-binding', 'holder_unreachable')
    expect(isUnreached({ ...shown, checks: [], credentials: [report('valid'), silent] })).toBe(true)
    expect(isUnreached({ ...shown, checks: [holder], credentials: [] })).toBe(true)
    expect(isUnreached({ ...shown, checks: [], credentials: [report('valid')] })).toBe(false)
  })
})
