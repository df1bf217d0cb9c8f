import { describe, expect, test } from 'vitest'
import { reportText } from '../../../verifier/commands/report-text.ts'
import { reportOf } from '../candidates/candidates-bench.ts'

describe('reportText', () => {
  test('says whose the checks are that are of no badge', () => {
    const report = reportOf(['did:key:one'])
    const text = reportText({
      ...report,
      checks: [{ name: 'holder-binding', result: 'pass', code: 'ok', detail: '' }],
    })
    expect(text.split('\n\n').at(-1)).toBe(
      'What was sent as a whole\n  ● Shown by its owner: The one who earned it showed it to you.',
    )
  })
})
