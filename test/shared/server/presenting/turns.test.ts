import { describe, expect, it } from 'vitest'
import { createTurns } from '../../../../shared/server/presenting/turns.ts'
import { gate } from '../../../support/gate.ts'

describe('createTurns', () => {
  it('runs one after the other for one key, and other keys beside it', async () => {
    const takeTurn = createTurns()
    const events: string[] = []
    const { passed, open } = gate()
    const first = takeTurn('a', async () => {
      events.push('first begins')
      await passed
      events.push('first ends')
    })
    const second = takeTurn('a', async () => {
      events.push('second')
      return 2
    })
    await takeTurn('b', async () => void events.push('beside'))
    open()
    expect([await first, await second]).toEqual([undefined, 2])
    expect(events).toEqual(['first begins', 'beside', 'first ends', 'second'])
  })

  it('goes on after a failure, which only its own caller hears of', async () => {
    const takeTurn = createTurns()
    const failing = takeTurn('a', () => Promise.reject(new Error('no')))
    const next = takeTurn('a', async () => 'yes')
    await expect(failing).rejects.toThrow('no')
    expect(await next).toBe('yes')
  })
})
