import { expect, it } from 'vitest'
import { takeTurn, turnSchema } from '../../../../shared/node/jobs/turns.ts'
import { createTestClock } from '../../../support/clock.ts'
import { forEachDatabase } from '../../../support/postgres.ts'

const turn = { work: 'look', everyMs: 60_000, leaseMs: 30_000 }

forEachDatabase('takeTurn', (bench) => {
  async function setUp() {
    const database = await bench.open(turnSchema)
    const clock = createTestClock()
    const done: string[] = []
    const node = (name: string, act = async () => void done.push(name)) =>
      takeTurn(turn, act, { database, clock })
    const failing = () =>
      node('-', async () => {
        throw new Error('the host is down')
      })
    return { clock, done, node, failing }
  }

  it('lets one of many nodes work, and the next one when it is time again', async () => {
    const { clock, done, node } = await setUp()
    const outcomes = await Promise.all(['a', 'b', 'c', 'd'].map((name) => node(name)))
    expect(outcomes.toSorted()).toEqual(['done', 'elsewhere', 'elsewhere', 'elsewhere'])
    clock.advance(59)
    expect(await node('early')).toBe('elsewhere')
    clock.advance(1)
    expect(await Promise.all([node('e'), node('f')])).toContain('done')
    expect(done).toHaveLength(2)
  })

  it('is taken over from a node that died at it, and not before', async () => {
    const { clock, done, node } = await setUp()
    await new Promise<void>((begun) => {
      void node('dead', () => {
        begun()
        return new Promise(() => undefined)
      })
    })
    clock.advance(29)
    expect(await node('other')).toBe('elsewhere')
    clock.advance(1)
    expect(await node('other')).toBe('done')
    expect(done).toEqual(['other'])
  })

  it('is tried again soon after it failed, then less often, and afresh once it went well', async () => {
    const { clock, node, failing } = await setUp()
    for (const seconds of [5, 10, 20, 40, 60, 60]) {
      await expect(failing()).rejects.toThrow('the host is down')
      clock.advance(seconds - 1)
      expect(await node('early')).toBe('elsewhere')
      clock.advance(1)
    }
    expect(await node('well')).toBe('done')
    clock.advance(60)
    await expect(failing()).rejects.toThrow('the host is down')
    clock.advance(5)
    expect(await node('well')).toBe('done')
  })
})
