import { describe, expect, it } from 'vitest'
import { check, completeChecks, worstCheck } from '../../../shared/verify/check.ts'
import { checkCodes } from '../../../shared/verify/check-codes.ts'
import { checkNames } from '../../../shared/verify/check-names.ts'

describe('checkCodes', () => {
  it.each(checkNames)(
    'can say of %s that it passed or does not apply, failed, or is unknown',
    (name) => {
      const results = Object.values(checkCodes[name]).map(({ result }) => result)
      expect(results.some((result) => result === 'pass' || result === 'not-applicable')).toBe(true)
      expect(results.includes('unknown')).toBe(true)
      // what the log does not know is unknown, never proven false
      expect(results.includes('fail')).toBe(name !== 'log')
    },
  )

  it('never calls it a pass that a check was not made', () => {
    const notMade = checkNames.map((name) => checkCodes[name].not_checked.result)
    expect(new Set(notMade)).toEqual(new Set(['unknown']))
  })
})

describe('check', () => {
  it('takes result and detail from the code', () => {
    expect(check('status', 'revoked')).toEqual({
      name: 'status',
      result: 'fail',
      code: 'revoked',
      detail: 'The issuer revoked the credential.',
    })
  })

  it('takes a detail that says more', () => {
    expect(check('shape', 'malformed', 'The JSON gives a member twice').detail).toBe(
      'The JSON gives a member twice',
    )
  })
})

describe('worstCheck', () => {
  const [ok, none] = [check('status', 'ok'), check('status', 'none')]
  const [unknown, revoked] = [check('status', 'list_unreachable'), check('status', 'revoked')]

  it.each([
    [ok, [none], ok],
    [ok, [unknown], unknown],
    [unknown, [ok, revoked], revoked],
    [revoked, [unknown, check('status', 'suspended')], revoked],
  ])('keeps the first of the worst', (first, rest, worst) => {
    expect(worstCheck(first, rest)).toBe(worst)
  })
})

describe('completeChecks', () => {
  it('reports in one order, and what was not reached as not checked', () => {
    const done = [check('proof', 'ok'), check('shape', 'ok')]
    expect(completeChecks(done, ['dates', 'proof', 'shape'])).toEqual([
      check('shape', 'ok'),
      check('proof', 'ok'),
      check('dates', 'not_checked'),
    ])
  })
})
