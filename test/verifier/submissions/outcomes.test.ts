import { describe, expect, test } from 'vitest'
import { type Outcome, outcomeRows } from '../../../verifier/submissions/outcomes.ts'

const plain = (place: number): Outcome => ({
  ...{ fileName: `cv-${place}.pdf`, outcome: 'plain', badges: 0, isKept: true },
})
const plains = Array.from({ length: 19 }, (_, place) => plain(place))
const names = plains.map(({ fileName }) => fileName)

describe('outcomeRows', () => {
  test('shows each by itself where they are few', () => {
    const link: Outcome = { outcome: 'badges', badges: 2, isKept: true }
    expect(outcomeRows([plain(0), link, plain(1)])).toEqual([
      { outcome: 'plain', badges: 0, names: ['cv-0.pdf'] },
      { outcome: 'badges', badges: 2, names: [null] },
      { outcome: 'plain', badges: 0, names: ['cv-1.pdf'] },
    ])
  })

  test('shows many by what came of them, first what was not sent or is not good', () => {
    const outcomes: Outcome[] = [
      ...plains,
      { outcome: 'badges', badges: 2, isKept: true },
      { fileName: 'a.json', outcome: 'badges', badges: 3, isKept: true },
      { fileName: 'b.json', outcome: 'invalid', badges: 1, isKept: true },
      { fileName: 'a.bin', outcome: 'unreadable', badges: 0, isKept: false },
      { fileName: 'c.json', outcome: 'unknown', badges: 1, isKept: true },
    ]
    expect(outcomeRows(outcomes)).toEqual([
      { outcome: 'unreadable', badges: 0, names: ['a.bin'] },
      { outcome: 'invalid', badges: 1, names: ['b.json'] },
      { outcome: 'unknown', badges: 1, names: ['c.json'] },
      { outcome: 'badges', badges: 5, names: [null, 'a.json'] },
      { outcome: 'plain', badges: 0, names },
    ])
  })
})
