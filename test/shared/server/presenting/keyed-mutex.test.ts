import { describe, expect, it } from 'vitest'
import { createKeyedMutex } from '../../../../shared/server/presenting/keyed-mutex.ts'
import { gate } from '../../../support/gate.ts'

describe('createKeyedMutex', () => {
  it('runs one after the other for one key, and other keys beside it', async () => {
    const runExclusively = createKeyedMutex()
    const events: string[] = []
    const { passed, open } = gate()
    const first = runExclusively('a', async () => {
      events.push('first begins')
      await passed
      events.push('first ends')
    })
    const second = runExclusively('a', async () => {
      events.push('second')
      return 2
    })
    await runExclusively('b', async () => void events.push('beside'))
    open()
    expect([await first, await second]).toEqual([undefined, 2])
    expect(events).toEqual(['first begins', 'beside', 'first ends', 'second'])
  })

  it('goes on after a failure, which only its own caller hears of', async () => {
    const runExclusively = createKeyedMutex()
    const failing = runExclusively('a', () => Promise.reject(new Error('no')))
    const next = runExclusively('a', async () => 'yes')
    await expect(failing).rejects.toThrow('no')
    expect(await next).toBe('yes')
  })
})
