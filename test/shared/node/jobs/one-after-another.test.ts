import { describe, expect, it } from 'vitest'
import { oneAfterAnother } from '../../../../shared/node/jobs/one-after-another.ts'

describe(oneAfterAnother, () => {
  it('begins each when the one before is done, also where that failed, and then fails as the first', async () => {
    const seen: string[] = []
    const step = (name: string, failure?: Error) => async () => {
      seen.push(`${name} begins`)
      await Promise.resolve()
      if (failure) throw failure
      seen.push(`${name} is done`)
    }
    const first = new Error('first')
    const all = [step('a'), step('b', first), step('c', new Error('second')), step('d')]
    await expect(oneAfterAnother(all)).rejects.toBe(first)
    expect(seen).toEqual(['a begins', 'a is done', 'b begins', 'c begins', 'd begins', 'd is done'])
    await expect(oneAfterAnother([step('e')])).resolves.toBeUndefined()
  })
})
