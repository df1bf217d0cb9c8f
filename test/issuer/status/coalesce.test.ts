import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createCoalescer } from '../../../issuer/status/coalesce.ts'
import { gate } from '../../support/gate.ts'

describe('createCoalescer', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  function createCounting(work: (key: string) => Promise<void> = async () => {}) {
    const runs: string[] = []
    const coalescer = createCoalescer<string>({
      work: (key) => {
        runs.push(key)
        return work(key)
      },
      nameOf: (key) => key,
      windowMs: 2_000,
    })
    return { runs, coalescer }
  }

  it('runs at once for the first who asks', async () => {
    const { runs, coalescer } = createCounting()
    await coalescer.run('list')
    expect(runs).toEqual(['list'])
  })

  it('runs once more for all who ask within the window', async () => {
    const { runs, coalescer } = createCounting()
    await coalescer.run('list')
    const waiting = Promise.all([coalescer.run('list'), coalescer.run('list')])
    await vi.advanceTimersByTimeAsync(1_999)
    expect(runs).toEqual(['list'])
    await vi.advanceTimersByTimeAsync(1)
    await waiting
    expect(runs).toEqual(['list', 'list'])
  })

  it('lets nobody wait for a run that began before the asking', async () => {
    const { passed, open } = gate()
    const { runs, coalescer } = createCounting(() => passed)
    const first = coalescer.run('list')
    let isSecondDone = false
    const second = coalescer.run('list').then(() => {
      isSecondDone = true
    })
    await vi.advanceTimersByTimeAsync(10_000)
    expect([runs.length, isSecondDone]).toEqual([1, false])
    open()
    await Promise.all([first, second])
    expect(runs).toHaveLength(2)
  })

  it('keeps keys apart', async () => {
    const { runs, coalescer } = createCounting()
    await Promise.all([coalescer.run('one'), coalescer.run('two')])
    expect(runs).toEqual(['one', 'two'])
  })

  it('runs what is asked for without waiting when it closes', async () => {
    const { runs, coalescer } = createCounting()
    await coalescer.run('list')
    const waiting = coalescer.run('list')
    await coalescer.close()
    await waiting
    expect(runs).toEqual(['list', 'list'])
  })

  it('tells a failure to who asked, and goes on', async () => {
    let isBroken = true
    const { coalescer } = createCounting(async () => {
      if (isBroken) throw new Error('no key')
    })
    await expect(coalescer.run('list')).rejects.toThrow('no key')
    isBroken = false
    const second = coalescer.run('list')
    await vi.advanceTimersByTimeAsync(2_000)
    await expect(second).resolves.toBeUndefined()
  })
})
